"""`create`, `backup`, `restore` and `audit`: a store's upkeep."""

import argparse
import json
import sys
from dataclasses import asdict

from planner import upkeep
from planner.cli.keys import VARIABLE, opened, secret_of
from planner.cli.status import DONE, NEEDS_A_PERSON
from planner.errors import PlannerError


def create(args: argparse.Namespace) -> int:
    """Make a store; the recovery key is printed once and kept nowhere.

    Raises:
        PlannerError: no pass-phrase was given, or the store cannot be made.
    """
    secret = secret_of(args)
    if not secret.passphrase:
        raise PlannerError("需要口令", "没有给出新案件库的口令。", f"请设置 {VARIABLE} 或用 --key-file。")
    desk, recovery = upkeep.create(args.store, secret.passphrase, with_keyring=args.keyring)
    desk.store.close()
    print(f"恢复密钥（只显示这一次，请打印后锁好）：{recovery}")
    return DONE


def back_up(args: argparse.Namespace) -> int:
    """Make a back-up now.

    Raises:
        PlannerError: the store cannot be opened, or the back-up not made.
    """
    with opened(args) as desk:
        made = desk.back_up("manual") or desk.backups()[-1].file
    print(f"备份在 {made}。")
    return DONE


def restore(args: argparse.Namespace) -> int:
    """Restore a back-up into a new file, and show what differs; without one, list those that there are.

    Raises:
        PlannerError: the store cannot be opened, or the back-up not restored.
    """
    if args.backup is None:
        made = upkeep.newest_backups(args.store)
        print("\n".join(str(backup.file) for backup in made) or "没有备份。")
        return DONE
    if args.to is None:
        raise PlannerError("缺少 --to", "恢复总是写到新文件。", "请用 --to 给出新文件名。")
    try:
        with opened(args) as desk:
            told = desk.restore(args.backup, args.to)
    except upkeep.Damaged:
        # The desk is what is broken: its back-up has a vault of its own.
        upkeep.recover(args.backup, args.to, secret_of(args)).store.close()
        print(f"原案件库打不开；备份已恢复到 {args.to}。", file=sys.stderr)
        return NEEDS_A_PERSON
    if args.json:
        print(json.dumps({"to": str(args.to), **asdict(told)}))
    else:
        for table, now in told.now.items():
            then = told.restored[table]
            print(f"{_WORDS[table]}：现有 {now:,}，恢复后 {then:,}（{then - now:+,d}）")
        print(f"已恢复到 {args.to}；原案件库未改动。")
    return DONE


_WORDS = {
    "cases": "案件",
    "conflicts": "矛盾案件",
    "attempts": "联系记录",
    "visits": "到访记录",
    "lenders": "委托方",
    "authorisations": "授权书",
    "teams": "小组",
    "rulings": "人工决定",
    "places": "确认过的位置",
    "erased": "已删除案件",
    "audit": "审计日志",
}


def erase(args: argparse.Namespace) -> int:
    """Erase cases for good, by two people's word.

    Raises:
        PlannerError: one person asked and approved; the store cannot be opened or written.
    """
    with opened(args) as desk:
        num_erased = desk.erase(args.numbers, args.asked_by, args.approved_by, args.reason)
    print(f"已删除 {num_erased} 件及其联系和到访记录；从备份恢复时也会再次删除。")
    return DONE


def verify(args: argparse.Namespace) -> int:
    """Check the audit log; a broken link needs a person.

    Raises:
        PlannerError: the store cannot be opened.
    """
    with opened(args) as desk:
        verdict = desk.verify()
    if args.json:
        print(json.dumps({"entries": verdict.entries, "broken_at": verdict.broken_at, "why": verdict.why}))
    elif verdict.broken_at is None:
        print(f"审计日志完整，共 {verdict.entries} 条。")
    else:
        print(f"审计日志从第 {verdict.broken_at} 条起不可信：{verdict.why}。")
    return DONE if verdict.broken_at is None else NEEDS_A_PERSON
