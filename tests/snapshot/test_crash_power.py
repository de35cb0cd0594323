"""The power fails: what was written and not yet made safe is lost, torn or there, and a reader sees old or new."""

from pathlib import Path

import pytest
from lost_power import Contents, Step, contents_of, disks, dying, lay_out, traced
from small_versions import DEEDS, NAMES, Trial, seen

from geo.snapshot.folders import LOCK, FolderStore

pytestmark = [
    pytest.mark.usefixtures("tables_are_bytes"),
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what a handle stands for is asked of /proc"),
]


def doing(trial: Trial) -> tuple[Contents, list[Step]]:
    """The disk before a deed, and what the deed does to it step by step."""
    store = trial.fresh()
    begin = contents_of(store.folder.parent)
    with traced(store.folder.parent) as trace:
        trial.deed(store)
    return begin, trace.steps


def read_from(contents: Contents, folder: Path) -> FolderStore:
    lay_out(contents, folder / "after")
    return FolderStore(folder / "after" / "snapshots")


@pytest.mark.parametrize("name", DEEDS)
def test_a_loss_of_power_at_any_moment_leaves_the_old_state_or_the_new_one(name: str, quick_folder: Path) -> None:
    trial = Trial(name, quick_folder)
    begin, steps = doing(trial)
    tried, states = set(), set()
    for moment in range(len(steps) + 1):
        for contents in disks(begin, steps, moment):
            mark = tuple(sorted(contents.items()))
            if mark not in tried:
                tried.add(mark)
                states.add(trial.check(read_from(contents, quick_folder)))
    assert states == {"old", "new"}
    assert len(tried) > 10


@pytest.mark.parametrize("name", DEEDS)
def test_what_a_run_said_it_did_is_there_after_a_loss_of_power(name: str, quick_folder: Path) -> None:
    trial = Trial(name, quick_folder)
    begin, steps = doing(trial)
    for contents in disks(begin, steps, len(steps)):
        store = read_from(contents, quick_folder)
        assert seen(store) == trial.new
        if name == "forgetting":
            # Rows about people that were removed stay removed.
            assert not list((store.folder / "2018-W11").rglob("packages.parquet"))


@pytest.mark.parametrize("name", DEEDS)
def test_a_run_after_a_killed_one_is_as_safe_as_the_first(name: str, quick_folder: Path) -> None:
    trial = Trial(name, quick_folder)
    for nth in range(len(doing(trial)[1])):
        store = trial.fresh()
        begin = contents_of(store.folder.parent)
        with traced(store.folder.parent) as trace:
            dying(trace, nth, lambda store=store: trial.deed(store))
            if (store.folder / LOCK).exists():
                FolderStore(store.folder).unlock()
            trial.deed(FolderStore(store.folder))
        for contents in disks(begin, trace.steps, len(trace.steps)):
            assert seen(read_from(contents, quick_folder)) == trial.new


def test_every_file_is_safe_before_its_name_and_its_name_before_the_pointer(quick_folder: Path) -> None:
    trial = Trial("a second week", quick_folder)
    steps = [(step.kind, Path(step.path).name, Path(step.to).name) for step in doing(trial)[1]]
    written = [steps.index(("synced", f"{name}.parquet", "")) for name in NAMES]
    staged = steps.index(("settled", ".staging", ""))
    moved = next(i for i, step in enumerate(steps) if step[:2] == ("rename", ".staging"))
    home = steps.index(("settled", "2018-W11", ""))
    swapped = next(i for i, step in enumerate(steps) if step[2] == "CURRENT.json")
    assert max(written) < staged < moved < home < swapped
    assert ("settled", "snapshots", "") in steps[swapped:]
