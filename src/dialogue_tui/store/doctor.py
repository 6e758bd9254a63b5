"""What is in order with a store and what is not. Looking changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from .driver import Driver, Finding, Reader
from .encoding import CHANGE, change_checksum, checksum, columns
from .errors import StoreError, damaged
from .reading import named
from .records import RECORDS


def examine(driver: Driver) -> list[Finding]:
    """Everything about a store; reads all of it."""
    findings = list(driver.examine())
    wrong = damage(driver)
    findings += [Finding("wrong", sentence) for sentence in wrong]
    if not wrong:
        there = "is sound" if driver.exists() else "is made when something is first kept"
        findings.append(Finding("ok", f"{driver.where} {there}."))
        findings += _unfinished(driver)
    return findings


def damage(driver: Driver) -> list[str]:
    """What is wrong with a store, a sentence each; nothing where all of it is as it was written."""
    reader = driver.reader()
    try:
        if not reader.all("SELECT 1"):
            return []
        found = [*reader.damage(), *_rows(driver, reader), *_changes(driver, reader)]
        # Rows that can't be trusted say nothing about the index.
        return found or [*_index(reader), *_strangers(driver, reader)]
    except StoreError as error:
        return [str(error)]
    finally:
        reader.close()


def _rows(driver: Driver, reader: Reader) -> Iterator[str]:
    for table in RECORDS:
        for *values, seal in reader.each(f"SELECT {named((*columns(table), 'checksum'), table)} FROM {table}"):
            if checksum(table, values) != seal:
                yield str(damaged(driver.where, f"{table} {values[0]} is not what was written"))


def _changes(driver: Driver, reader: Reader) -> Iterator[str]:
    for seq, *values, seal in reader.each(f"SELECT {named(('seq', *CHANGE, 'checksum'), 'change')} FROM change"):
        if change_checksum(values) != seal:
            yield str(damaged(driver.where, f"change {seq} of the log is not what was written"))


def _index(reader: Reader) -> Iterator[str]:
    if reader.misfit():
        yield "The search index does not fit the lines; all lines are there."


def _strangers(driver: Driver, reader: Reader) -> Iterator[str]:
    kind = reader.all("SELECT value FROM meta WHERE name = 'kind'")[0][0]
    private = "SELECT (SELECT count(*) FROM session WHERE solo = 1) + (SELECT count(*) FROM release)"
    if kind == "team" and reader.all(private)[0][0]:
        yield f"{driver.where} holds something private, which it never should."


def _unfinished(driver: Driver) -> Iterator[Finding]:
    if driver.exists() and driver.recall() is None:
        where = driver.where
        yield Finding("look", f"Nothing is known of {where} from before; the next line that is kept notes it.")
    reader = driver.reader()
    if reader.all("SELECT 1") and reader.all("SELECT 1 FROM meta WHERE name = 'cleaning'"):
        left = f"Torn-up lines are still in free pages of {driver.where}; the next write erases them."
        yield Finding("look", left)
    reader.close()
