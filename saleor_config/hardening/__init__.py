"""Last lines of defence around the engine, each for what no rule before it caught."""

#: Modules that change something in the engine; registered by `compat.prepare_imports`.
MENDS: tuple[str, ...] = ("webhook_targets", "written_text")
