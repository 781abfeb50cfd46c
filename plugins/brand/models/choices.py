from enum import Enum


def choices(enum: type[Enum]) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enum]
