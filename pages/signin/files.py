"""Whose a file is: remembered when Streamlit takes it in, since its link alone says nothing of it."""

import os
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.signin.gate import Gate


def remember_owners(files: Any, gate: Gate) -> None:
    """Have Streamlit's files say whose they are.

    Args:
        files: The `MediaFileManager` of the running server.
        gate: Where the owners are kept.
    """
    add, add_deferred, execute = files.add, files.add_deferred, files.execute_deferred

    def remembered_add(*args: Any, **kwargs: Any) -> str:
        address: str = add(*args, **kwargs)
        _give(gate, address, _key_here(gate))
        return address

    def remembered_add_deferred(*args: Any, **kwargs: Any) -> str:
        placeholder: str = add_deferred(*args, **kwargs)
        _give(gate, placeholder, _key_here(gate))
        return placeholder

    def remembered_execute(file_id: str) -> str:
        address: str = execute(file_id)
        for key in gate.owners.owners_of(file_id):
            _give(gate, address, key)
        return address

    files.add, files.add_deferred, files.execute_deferred = remembered_add, remembered_add_deferred, remembered_execute


def _give(gate: Gate, address: str, key: str | None) -> None:
    """Note whose a file is, by the last part of its address without extension."""
    if key is not None:
        gate.owners.give(os.path.splitext(address.rsplit("/", 1)[-1])[0], key)  # noqa: PTH122


def _key_here(gate: Gate) -> str | None:
    """The sign-in for which the running script draws its page."""
    running = get_script_run_ctx()
    found = gate.sign_in_of(running.user_info) if running else None
    return found.key if found else None
