from concurrent.futures import ThreadPoolExecutor

from saleor_config.settings.secret_files import generated_secret


def test_secret_is_made_once_and_kept_private(tmp_path):
    first = generated_secret(tmp_path, "django")

    assert len(first) >= 43
    assert generated_secret(tmp_path, "django") == first
    assert generated_secret(tmp_path, "jwt") != first
    assert (tmp_path / "django").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_together_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: generated_secret(tmp_path, "django"), range(40)))

    assert len(secrets) == 1
