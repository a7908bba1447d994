"""JSON that was published: read, or the place named in which it is damaged."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from gcm_analysis.errors import UserError

FEW = 3  # so many damaged places are named


class DamagedError(UserError):
    """A published file that is no JSON, or not of the shape that it was written in."""


def read_json(path: Path, shape: Any = Any) -> Any:  # noqa: ANN401 - any JSON, any shape that pydantic knows
    """Return what a file holds, if it has the shape; else say where it has not."""
    try:
        content = path.read_bytes()
        TypeAdapter(shape).validate_json(content, strict=True)
        return json.loads(content)
    except FileNotFoundError:
        raise DamagedError(f"{path} is missing. Publish the report anew with gcm report.") from None
    except ValidationError as error:
        raise DamagedError(
            f"{path} can’t be read: {'; '.join(places(error))}. Publish the report anew with gcm report."
        ) from error
    except (
        ValueError,
        RecursionError,
    ) as error:  # what pydantic's reader takes and Python's does not, such as half a sign
        raise DamagedError(
            f"{path} can’t be read: {error}. Publish the report anew with gcm report."
        ) from error


def places(error: ValidationError) -> list[str]:
    """Return the first damaged places: the way to each, and what is wrong there."""
    found = [(" → ".join(map(str, one["loc"])), one["msg"]) for one in error.errors()[:FEW]]
    return [f"{place}: {message}" if place else message for place, message in found]
