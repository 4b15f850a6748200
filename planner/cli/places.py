"""`geocode`, `matrix`, `gazetteer build` and `key`: places and travel without a case."""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

import numpy as np

from planner import outward
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk
from planner.coordinates import is_in_shanghai
from planner.errors import PlannerError
from planner.intake import csv_text
from planner.place_settings import DOMESTIC
from planner.visit import Level, Location

_COLUMNS = ("lon", "lat", "level", "radius_m", "source", "district", "township", "door_complete", "note")
_MOST_BYTES = 64 * 2**20
_MOST_POINTS = 5_000


def geocode(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Find every address of a CSV file: one row out for each row in, in order; rows without a point need a person.

    Raises:
        PlannerError: the file cannot be read or has no such column, or the answer not be written.
    """
    head, rows = _table(args.file)
    at = _column(head, args.column, args.file)
    locator = open_desk(args.desk).dayplan.locator
    found = locator.locate_all([row[at] if at < len(row) else "" for row in rows])
    _write_csv(args.out, [_row(location) for location in found])
    doubtful = sum(not location.is_plannable for location in found)
    print(f"已定位 {len(found) - doubtful} 条，{doubtful} 条需要人工定位，写入 {args.out}。")
    return NEEDS_A_PERSON if doubtful else DONE


def matrix(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Travel between the points of a CSV file (columns lon and lat, WGS-84) for a departure at `--at`.

    The .npz holds seconds, p80_seconds and metres, each (n, n), and the engine's name.

    Raises:
        PlannerError: the file cannot be read, a row has no point of Shanghai, or the answer cannot be written.
    """
    if args.engine != "estimate":
        raise PlannerError("没有此引擎", "本版本只有离线估算（estimate）。", "请省略 --engine。")
    lon, lat = _points(args.file)
    travel = open_desk(args.desk).dayplan.engine.matrix(lon, lat, args.mode)
    seconds = travel.seconds[travel.period_at(args.at)]
    content = io.BytesIO()
    p80 = np.rint(seconds * travel.p80_factor).astype(np.int32)
    np.savez_compressed(content, seconds=seconds, p80_seconds=p80, metres=travel.metres, engine=np.array(travel.engine))
    outward.write_whole(args.out, content.getvalue())
    print(f"{len(lon)} 个地点的行程（{travel.engine}，{args.mode}）已写入 {args.out}。")
    return DONE


def build_gazetteer(args: argparse.Namespace) -> int:
    """Read a company's own tables out of an OpenStreetMap extract.

    Raises:
        PlannerError: as `planner.geocoding.osm.build`.
    """
    from planner.geocoding.osm import build
    from planner.geocoding.own_tables import default_folder

    folder = args.out or default_folder()
    built = build(args.osm, folder)
    print(
        f"路名 {built.roads} 条、门牌 {built.numbers} 个、小区村镇 {built.places} 个、地铁站 {built.stations} 个，"
        f"写入 {folder}。下次启动生效。"
    )
    return DONE


def save_geocoder_key(args: argparse.Namespace) -> int:
    """Take a map service's key from the keyboard (or standard input) into the system's keyring; empty forgets it.

    Raises:
        PlannerError: there is no safe keyring on this machine.
    """
    from planner.geocoding.online.keys import save_key

    name = DOMESTIC[args.service]
    asked = f"{name}的密钥（不显示，留空则删除）："
    key = (getpass(asked) if sys.stdin.isatty() else sys.stdin.readline()).strip()
    save_key(args.service, key)
    print(f"{name}的密钥已{'存入系统钥匙串' if key else '删除'}。")
    return DONE


def _row(location: Location) -> Sequence[object]:
    has_point = location.level is not Level.NONE
    return (
        location.lon if has_point else "",
        location.lat if has_point else "",
        location.level,
        location.radius_m if has_point else "",
        location.source,
        location.district,
        location.township,
        int(location.door_complete),
        location.note,
    )


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PlannerError("文件过大", f"“{path.name}”超过 {_MOST_BYTES >> 20} MB。", "请拆分后再试。")
        content = path.read_bytes()
    except OSError as error:
        raise PlannerError("无法读取", f"打不开文件“{path.name}”。", "请检查路径。") from error
    reader = csv.reader(io.StringIO(csv_text.decode(path.name, content), newline=""), strict=True)
    try:
        head, *records = list(reader) or [[]]
    except csv.Error as error:
        where = f"“{path.name}”第 {reader.line_num} 行附近引号不成对或字段过长。"
        raise PlannerError("无法读取", where, "请改正后再试。") from error
    if not head:
        raise PlannerError("空文件", f"“{path.name}”里没有表头。", "请给出带表头的 CSV 文件。")
    # In a file of one column an empty line is an empty address, which has its row too.
    return [name.strip() for name in head], [row for row in records if row or len(head) == 1]


def _column(head: Sequence[str], name: str, path: Path) -> int:
    if name not in head:
        raise PlannerError("缺少列", f"“{path.name}”没有“{name}”这一列。", "请检查表头。")
    return head.index(name)


def _points(path: Path) -> tuple[np.ndarray, np.ndarray]:
    head, rows = _table(path)
    columns = [_column(head, name, path) for name in ("lon", "lat")]
    if not 0 < len(rows) <= _MOST_POINTS:
        raise PlannerError("地点数不可用", f"“{path.name}”有 {len(rows)} 行。", f"请给出 1 至 {_MOST_POINTS} 行。")
    points = np.array([_point(row, columns, line, path) for line, row in enumerate(rows, start=2)])
    return points[:, 0], points[:, 1]


def _point(row: Sequence[str], columns: Sequence[int], line: int, path: Path) -> tuple[float, float]:
    try:
        lon, lat = (float(row[at]) for at in columns)
    except (ValueError, IndexError):
        lon = lat = float("nan")
    if is_in_shanghai(lon, lat):
        return lon, lat
    why = "经纬度写反了" if is_in_shanghai(lat, lon) else "没有上海范围内的经纬度"
    raise PlannerError("坐标不可用", f"“{path.name}”第 {line} 行{why}。", "请改正后再试（WGS-84，经度在前）。")


def _write_csv(path: Path, rows: Sequence[Sequence[object]]) -> None:
    if path.is_dir():
        raise PlannerError("无法写入", f"“{path}”是文件夹。", "请给出文件名。")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(rows)
    outward.write_whole(path, text.getvalue().encode("utf-8-sig" if sys.platform == "win32" else "utf-8"))
