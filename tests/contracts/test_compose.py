"""The deployment files: read, not run; no container engine is needed."""

from __future__ import annotations

import re

import pytest
import yaml

from saleor_config.home import REPOSITORY
from saleor_config.settings.guard import production_problems
from saleor_config.settings.reading import Environment
from saleor_config.settings.variables import VARIABLES

OURS = ("web", "worker", "beat", "migrate")
STATEFUL = ("postgres", "redis", "elasticsearch")
KNOWN = {variable.name: variable for variable in VARIABLES}
REFERENCE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<operator>:[-?])(?P<rest>[^}]*))?\}")


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example() -> dict[str, str]:
    """The example environment as an operator would fill it in."""
    text = (REPOSITORY / "docs" / "production.env.example").read_text(encoding="utf-8")
    lines = [line.partition("=") for line in text.splitlines() if line and line[0] != "#"]
    return {
        name: value or f"filled-in-{name.lower()}-with-many-characters" for name, _, value in lines
    }


def substituted(value: str, environment: dict[str, str]) -> str:
    """Fill in `${NAME}` as compose does."""

    def replace(match: re.Match[str]) -> str:
        given = environment.get(match["name"], "")
        return given or (match["rest"] if match["operator"] == ":-" else "")

    return REFERENCE.sub(replace, str(value))


def references(compose: dict) -> list[re.Match[str]]:
    return list(REFERENCE.finditer(yaml.safe_dump(compose, width=10_000)))


def test_every_part_of_the_deployment_is_there(compose):
    assert set(compose["services"]) == {*OURS, *STATEFUL}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_we_set_is_one_that_settings_read(compose, name):
    assert set(compose["services"][name]["environment"]) <= set(KNOWN)


@pytest.mark.parametrize("name", OURS)
def test_everything_production_needs_is_set(compose, name):
    needed = {variable.name for variable in VARIABLES if variable.needed_in_production}

    assert needed <= set(compose["services"][name]["environment"])


def test_settings_accept_the_filled_in_example(compose, example):
    filled = {
        name: substituted(value, example)
        for name, value in compose["services"]["web"]["environment"].items()
    }

    assert production_problems(Environment(filled)) == []


def test_secrets_come_from_outside_and_have_no_default(compose):
    given = compose["services"]["web"]["environment"]
    secrets = [name for name in given if KNOWN[name].secret and KNOWN[name].needed_in_production]

    assert len(secrets) >= 6
    assert all(":?" in given[name] for name in secrets)


def test_example_names_exactly_what_compose_asks_for(compose, example):
    asked = {match["name"] for match in references(compose)}

    assert asked - set(example) == {"LOG_LEVEL"}
    assert set(example) <= asked


def test_required_variables_say_what_they_are(compose):
    required = [match for match in references(compose) if match["operator"] == ":?"]

    assert required
    assert all(match["rest"].strip() for match in required)


@pytest.mark.parametrize("name", [*STATEFUL, "web", "worker", "beat"])
def test_every_lasting_service_is_checked_and_limited(compose, name):
    service = compose["services"][name]

    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", STATEFUL)
def test_state_lives_in_a_named_volume(compose, name):
    volume = compose["services"][name]["volumes"][0].partition(":")[0]

    assert volume in compose["volumes"]


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_change_nothing_of_themselves(compose, name):
    service = compose["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_only_the_web_server_is_published_and_only_to_this_host(compose):
    published = {name: s["ports"] for name, s in compose["services"].items() if "ports" in s}

    assert set(published) == {"web"}
    assert all(port.startswith("127.0.0.1:") for port in published["web"])


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_shop_starts_after_its_servers_and_migrations(compose, name):
    waits = {
        other: how["condition"] for other, how in compose["services"][name]["depends_on"].items()
    }

    assert waits.pop("migrate") == "service_completed_successfully"
    assert waits == dict.fromkeys(STATEFUL, "service_healthy")


def test_images_are_pinned_to_a_release(compose):
    images = [compose["services"][name]["image"] for name in STATEFUL]

    assert all(re.search(r":\d", image) for image in images)


def test_chinese_search_works_in_the_deployed_database_too(compose):
    assert (
        "--locale=C.UTF-8" in compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    )


def test_image_runs_as_an_ordinary_user_and_copies_programs_that_exist():
    dockerfile = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    last_stage = dockerfile.rpartition("\nFROM ")[2]

    assert re.search(r"^USER 10001", last_stage, re.M)
    assert "HEALTHCHECK" in last_stage
    assert "requirements-production.lock" in dockerfile
    programs = re.findall(r'"(bin/[\w-]+)"', last_stage)
    assert programs
    assert all((REPOSITORY / program).exists() for program in programs)


def test_image_is_built_without_secrets_and_data():
    ignored = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split()

    assert {".git", ".venv", ".shop*", "secrets", ".env"} <= set(ignored)
