# The shop as one image: web, worker, beat and one-off commands differ by command only.
# docker compose (docker-compose.yml) runs it; docs/operations.md says how to deploy.

FROM python:3.13-slim AS build
WORKDIR /shop
COPY requirements-bootstrap.txt requirements-production.lock pyproject.toml ./
RUN python -m venv /venv \
    && python -m pip install --no-cache-dir --require-hashes -r requirements-bootstrap.txt \
    && python -m uv pip install --python /venv/bin/python --no-cache --require-hashes \
        --compile-bytecode -r requirements-production.lock
COPY . .
# Collecting static files imports the settings, which only want an address to exist.
RUN SHOP_HOME=/srv/shop DATABASE_URL=postgresql://build@localhost/none \
        /venv/bin/python manage.py collectstatic --noinput \
    && /venv/bin/python -m compileall -q brand_theme catalog_seed plugins saleor_config

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=saleor_config.settings \
    SHOP_ENV=production \
    SHOP_HOME=/srv/shop
RUN useradd --uid 10001 --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin shop
COPY --from=build /venv /venv
COPY --from=build /shop /shop
COPY --from=build --chown=10001:10001 /srv/shop /srv/shop
WORKDIR /shop
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "bin/web-answers"]
CMD ["bin/serve-web"]
