"""What each command does: opens the house, calls one service, prints its answer."""

import errno
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from shelter_desk.bootstrap import (
    Choice,
    MadeHouse,
    NewHouseWishes,
    PictureWishes,
    audit_code,
    kept_fire_list,
    make_house,
    open_desk,
    opened_house,
    restored_house,
    take_pictures,
)
from shelter_desk.cli.asking import WrongUsage, day
from shelter_desk.clock import local
from shelter_desk.errors import FaultError
from shelter_desk.services import fire_list
from shelter_desk.services.calling import Caller
from shelter_desk.services.copies import back_up
from shelter_desk.services.handover import note_not_made, preview_handover, save_handover
from shelter_desk.services.house_plan import read_plan
from shelter_desk.services.imports.hmis import STEP_WORDS, Progress, Step, import_hmis
from shelter_desk.services.imports.hmis_planned import Note
from shelter_desk.services.imports.problems import FilesRefusedError
from shelter_desk.services.imports.roster import STEP_WORDS as ROSTER_STEP_WORDS
from shelter_desk.services.imports.roster import import_roster
from shelter_desk.services.nights import nights
from shelter_desk.services.verifying import Part, Verdict, verify_house
from shelter_desk.store import backup as copying
from shelter_desk.store.disk import calm_disk, check_writable, write_atomically
from shelter_desk.store.opening import read_secret
from shelter_desk.texts import Texts


def show(line: str = "") -> None:
    """Print a line of the answer."""
    print(line)  # noqa: T201 - the command line speaks


def init(
    choice: Choice,
    texts: Texts,
    *,
    house: Path | None,
    first_login: str | None,
    first_name: str | None,
    server: str | None,
    server_role: str | None,
) -> None:
    """Make a new house; the recovery code and the first password are shown here and never again."""
    if choice.demo:
        raise WrongUsage(texts.say("A demo needs no init: «shelter-desk --demo» opens one."))
    if choice.at is not None:
        raise WrongUsage(texts.say("A house is made now; --at has no meaning here."))
    passphrase_file = choice.keys.passphrase_file
    wishes = NewHouseWishes(
        plan=read_plan(house) if house is not None else None,
        passphrase=read_secret(passphrase_file) if passphrase_file is not None else None,
        first_login=(first_login or "leder").strip().lower(),
        first_name=(first_name or "Leder").strip(),
        server=server or "",
        server_role=server_role or "",
    )
    _tell_made(make_house(choice, wishes), texts, has_passphrase=wishes.passphrase is not None)


def demo(choice: Choice, texts: Texts) -> int:
    """Open the desk on the demo house, which is kept in the folder of ``--data``, if given."""
    del texts
    return open_desk(replace(choice, demo=True))


def _tell_made(made: MadeHouse, texts: Texts, *, has_passphrase: bool) -> None:
    show(texts.say("The house is made in {folder}.", folder=str(made.places.folder)))
    show()
    show(texts.say("Recovery code, sheet {number}:", number=made.recovery_number))
    show(f"    {made.recovery_code}")
    show(
        texts.say(
            "Write it on paper and keep it away from this machine. It is shown only now. Without"
            " it and without this account, nobody can open the house."
        )
    )
    show()
    show(
        texts.say(
            "First log-in: {login}, one-time password {password}. It must be changed at once.",
            login=made.login,
            password=made.one_time_password,
        )
    )
    if made.keyring_problem is not None:
        show()
        show(texts.explain(made.keyring_problem))
        if not has_passphrase:
            show(texts.say("This house has no passphrase: keep the recovery code at hand."))


class ProgressLine:
    """One line on standard error that says how far it is; nothing where nobody looks."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._shown = 0.0
        self._wide = 0
        self._on = sys.stderr.isatty()

    def tell(self, words: str, *, always: bool = False) -> None:
        """Show ``words`` unless something was shown a moment ago."""
        if not self._on or (not always and time.monotonic() - self._shown < 0.1):  # noqa: PLR2004
            return
        self._shown = time.monotonic()
        print(f"\r{words:<{self._wide}}", end="", file=sys.stderr, flush=True)  # noqa: T201
        self._wide = len(words)

    def end(self) -> None:
        """Clear the line."""
        if self._on and self._wide:
            print(f"\r{'':<{self._wide}}\r", end="", file=sys.stderr, flush=True)  # noqa: T201


def import_hmis_files(
    choice: Choice, texts: Texts, *, folder: Path, project: str, dry_run: bool
) -> None:
    """Import a folder of HMIS files, or say what an import would do.

    Several errors in the files are listed as the answer; the refusal stays one line.
    """

    def take_in(caller: Caller, progress: Progress) -> Sequence[Note]:
        return import_hmis(
            caller, folder=folder, project=project, dry_run=dry_run, progress=progress
        ).notes

    _import(choice, texts, STEP_WORDS, take_in)


def import_roster_file(choice: Choice, texts: Texts, *, file: Path, dry_run: bool) -> None:
    """Import a roster, or say what an import would do; rows are told by number, never by name."""

    def take_in(caller: Caller, progress: Progress) -> Sequence[Note]:
        return import_roster(caller, file=file, dry_run=dry_run, progress=progress).notes

    _import(choice, texts, ROSTER_STEP_WORDS, take_in)


def _import(
    choice: Choice,
    texts: Texts,
    words: Mapping[Step, str],
    take_in: Callable[[Caller, Progress], Sequence[Note]],
) -> None:
    progress = ProgressLine(texts)

    def tell(step: Step, done: int, total: int) -> bool:
        progress.tell(texts.say(words[step], done=done, total=total))
        return True

    with opened_house(choice) as house:
        try:
            notes = take_in(house.command_line(), tell)
        except FilesRefusedError as error:
            progress.end()
            if error.others:
                for problem in error.problems:
                    show(texts.explain(problem))
            raise
        finally:
            progress.end()
    for note in notes:
        show(texts.say(note.sentence, **note.values))


def print_handover(choice: Choice, texts: Texts, *, out: str) -> None:
    """Write the coming handover sheet as a PDF to a file or to standard output.

    On a house that may be written the file gets a number; at a moment of a real house it is
    only looked at.
    """
    # A number is given once: first it must be sure that a file can be written there.
    _prove_writable(out)
    said = texts.say("The handover sheet is in {file}.", file=out)
    with opened_house(choice) as house:
        caller = house.command_line()
        if not house.house.writable:
            _write_pdf(preview_handover(caller, language=texts.language), out, said)
            return
        saved = save_handover(caller, language=texts.language)
        try:
            _write_pdf(saved.pdf, out, said)
        except (FaultError, OSError):
            note_not_made(caller.again(), print_id=saved.print_id)
            raise


def print_fire_list(choice: Choice, texts: Texts, *, out: str) -> None:
    """Write the fire list to a file or to standard output; the kept one when the house is shut.

    A house that does not open says why on standard error, and how old the kept list is.
    """
    _prove_writable(out)
    said = texts.say("The fire list is in {file}.", file=out)
    try:
        with opened_house(choice) as house:
            printed = fire_list.print_fire_list(house.command_line(), language=texts.language)
    except FaultError as error:
        if choice.demo or choice.at is not None:
            raise
        try:
            printed = kept_fire_list(choice)
        except FaultError:
            raise error from None
        print(texts.explain(error), file=sys.stderr)  # noqa: T201 - the command line speaks
        said = texts.say(
            "The fire list kept {moment} is in {file}.",
            moment=texts.moment(printed.fire.data_as_of),
            file=out,
        )
    _write_pdf(printed.pdf, out, said)


def _prove_writable(out: str) -> None:
    """Raise a calm disk error unless a file can be written at ``out``."""
    if out == "-":
        return
    path = Path(out).expanduser().absolute()
    with calm_disk(path.parent):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", out)
        check_writable(path.parent)


def _write_pdf(pdf: bytes, out: str, said: str) -> None:
    if out == "-":
        sys.stdout.buffer.write(pdf)
        sys.stdout.buffer.flush()
        return
    write_atomically(Path(out).expanduser().absolute(), pdf)
    show(said)


def count_nights(choice: Choice, texts: Texts, *, first: str, last: str, form: str | None) -> None:
    """Count person-nights: each night and in total, to read or as CSV."""
    if form not in (None, "csv"):
        raise WrongUsage(texts.say("--format takes csv, not «{typed}».", typed=form[:20]))
    start, end = day(first, "--from", texts), day(last, "--to", texts)
    with opened_house(choice) as house:
        counted = nights(house.command_line(), first=start, last=end)
    if form == "csv":
        # The same in every language: another program reads it.
        show("night,person_nights,extra")
        for night, slept, extra in counted.per_night:
            show(f"{night.isoformat()},{slept},{extra}")
        show(f"total,{counted.total},{counted.extra}")
        return
    for night, slept, extra in counted.per_night:
        show(_night(texts, night, slept, extra))
    nights_word = texts.say_many(
        "{count} night counted", "{count} nights counted", len(counted.per_night)
    )
    show(
        texts.say(
            "{nights}: {slept} person-nights, {extra} of them on an extra place.",
            nights=nights_word,
            slept=counted.total,
            extra=counted.extra,
        )
    )
    if counted.ahead:
        show(
            texts.say_many(
                "{count} night of the period has not been counted yet: it is counted at {at}.",
                "{count} nights of the period have not been counted yet: they are counted at {at}.",
                counted.ahead,
                at=counted.counting_time,
            )
        )


def _night(texts: Texts, night: date, slept: int, extra: int) -> str:
    line = f"{texts.date(night)}  {texts.weekday(night):<9}  {texts.number(slept):>4}"
    if not extra:
        return line
    return f"{line}  {texts.say('{count} on an extra place', count=extra)}"


def verify(choice: Choice, texts: Texts) -> int:
    """Look whether everything is as it was written; exit code 1 when it is not."""
    progress = ProgressLine(texts)
    with opened_house(choice) as house:
        try:
            verdict = verify_house(
                house.command_line(),
                newest_copy=house.newest_manifest(),
                progress=lambda part, done: progress.tell(_part(texts, part, done)),
            )
        finally:
            progress.end()
    _tell_verdict(verdict, texts)
    return 0 if verdict.clean else 1


def _part(texts: Texts, part: Part, done: int) -> str:
    return texts.say(part.value, done=done)


def _tell_verdict(verdict: Verdict, texts: Texts) -> None:
    faults: list[str] = []
    chain = verdict.chain
    if chain.found is not None:
        faults.append(texts.say(chain.found.value, sequence=chain.first_bad))
    faults += [texts.say(fault.value, number=number) for fault, number in verdict.line_faults]
    faults += [texts.say("The database says: {words}", words=words) for words in verdict.database]
    if faults:
        # One line on standard error names the first; the rest is the answer.
        for fault in faults[1:]:
            show(fault)
        print(faults[0], file=sys.stderr)  # noqa: T201 - the command line speaks
        return
    show(
        texts.say(
            "All is as it was written: {rows} rows of the audit, {lines} lines of the log,"
            " and the database.",
            rows=chain.rows,
            lines=verdict.lines,
        )
    )
    show(
        texts.say(
            "The end of the audit is {sequence}-{code}.",
            sequence=str(chain.head.sequence),
            code=chain.head.code,
        )
    )
    if not verdict.compared_with_copy:
        show(
            texts.say(
                "There is no copy to hold it against. Compare this end with the newest printed"
                " sheet: a house that was put back to an older state looks whole by itself."
            )
        )


def backup(choice: Choice, texts: Texts, *, to: Path) -> None:
    """Make a copy of the house in a folder."""
    progress = ProgressLine(texts)
    with opened_house(choice) as house:
        try:
            made = back_up(
                house.command_line(),
                shelf=house.shelf(to),
                progress=lambda step: progress.tell(_step(texts, step), always=True),
            )
        finally:
            progress.end()
    show(texts.say("The copy was made and read back: {file}", file=str(made.path)))


def restore(choice: Choice, texts: Texts, *, copy: Path) -> None:
    """Put a copy back into a new folder."""
    if choice.data is None:
        raise WrongUsage(texts.say("Say with --data into which new folder the copy is put back."))
    if choice.demo or choice.at is not None:
        raise WrongUsage(texts.say("A copy is put back as it is: without --demo and --at."))
    progress = ProgressLine(texts)
    try:
        manifest = restored_house(
            choice, copy, lambda step: progress.tell(_step(texts, step), always=True)
        )
    finally:
        progress.end()
    show(
        texts.say(
            "The house of {day} {at} is put back in {folder}.",
            day=local(manifest.made_at).date(),
            at=manifest.made_at,
            folder=str(choice.data),
        )
    )
    show(
        texts.say(
            "The end of the audit is {sequence}-{code}.",
            sequence=str(manifest.audit_sequence),
            code=audit_code(manifest),
        )
    )


_SCHEMES = ("light", "dark", "high_contrast")
_SMALLEST, _LARGEST = (800, 560), (7680, 4320)


def screenshots(
    choice: Choice,
    texts: Texts,
    *,
    out: Path,
    scheme: str | None,
    size: str | None,
    scale: str | None,
    everything: bool,
) -> None:
    """Picture every screen of the demo house into a folder."""
    if scheme not in (None, *_SCHEMES):
        raise WrongUsage(
            texts.say("--scheme takes light, dark or high_contrast, not «{typed}».", typed=scheme)
        )
    if scale not in (None, "1", "2"):
        raise WrongUsage(texts.say("--scale takes 1 or 2, not «{typed}».", typed=scale))
    wishes = PictureWishes(
        folder=out.expanduser().absolute(),
        language=choice.language if choice.language_asked else None,
        scheme=scheme,
        size=_size(size, texts) if size is not None else None,
        scale=int(scale or 1),
        everything=everything,
    )
    take_pictures(choice, wishes, lambda file: show(file.name))


def _size(typed: str, texts: Texts) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", typed)
    width, height = (int(found[1]), int(found[2])) if found else (0, 0)
    fits = _SMALLEST[0] <= width <= _LARGEST[0] and _SMALLEST[1] <= height <= _LARGEST[1]
    if not fits:
        raise WrongUsage(
            texts.say(
                "--size takes width x height from {smallest} to {largest}, like 1440x900;"
                " not «{typed}».",
                smallest="{}x{}".format(*_SMALLEST),
                largest="{}x{}".format(*_LARGEST),
                typed=typed[:20],
            )
        )
    return width, height


def _step(texts: Texts, step: copying.Step) -> str:
    return texts.say(step.value)
