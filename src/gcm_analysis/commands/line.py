"""The commands by name; the module of one is imported when it is run."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info

from gcm_analysis.commands import COMMANDS
from gcm_analysis.errors import Stopped


class Commands(TyperGroup):
    """All commands; the module of a command is imported only when it is run."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - as its base
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - as its base
        entry = COMMANDS.get(cmd_name)
        return TyperCommand(cmd_name, help=entry.what) if entry else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as its base
        name, _, rest = super().resolve_command(ctx, args)
        return name, _loaded(str(name)), rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as its base
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interruption:  # typer would exit with Ctrl-C's code after any signal
            raise Stopped("Stopped.", interruption) from None


app = typer.Typer(cls=Commands, pretty_exceptions_enable=False)


@app.callback()
def gcm() -> None:
    pass


def run() -> None:
    """Run the command that the arguments of this process name."""
    app(prog_name="gcm")


def _loaded(name: str) -> Any:  # noqa: ANN401 - typer's own class of commands is not public
    registered = import_module(f"gcm_analysis.commands.{COMMANDS[name].module}").app.registered_commands
    (info,) = [each for each in registered if (each.name or each.callback.__name__) == name]
    info.help = "\n\n".join(filter(None, (COMMANDS[name].what, info.help)))
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode="markdown")
