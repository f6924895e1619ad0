"""The bases of all data types, and validation errors in a few words."""

from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

_SHOWN, _LONGEST = 5, 300


class Frozen(BaseModel):
    """Data that never changes; unknown keys, such as a later version's, are ignored."""

    model_config = ConfigDict(frozen=True)


class Strict(Frozen):
    """Data that never changes; unknown keys are refused, so that a typo is never silently dropped."""

    model_config = ConfigDict(extra="forbid")


class Artifact(Strict):
    """Base of all artifacts."""

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read an artifact; raises ValueError, in a few words per problem, for the model that wrote it."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            found = problems(error)
            more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
            raise ValueError("; ".join(found[:_SHOWN]) + more) from error

    def to_json(self) -> str:
        """The text of the artifact's file."""
        return self.model_dump_json(indent=1) + "\n"


def problems(error: ValidationError) -> list[str]:
    """Each problem with the field that it concerns."""
    return [
        f"{'.'.join(map(str, problem['loc'])) or 'the file'}: {problem['msg']}"[:_LONGEST]
        for problem in error.errors(include_url=False, include_context=False)
    ]
