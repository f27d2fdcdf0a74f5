"""What was acknowledged is on disk, and a sale that failed left nothing behind: real processes,
real files, real signals. Each test here is held against its seeded bug (tests/seeded_bugs.py)."""

import json

import pytest

from helpers.sizes import tries

# A driver runs `pulsa` many times in a process of its own, which a limit or a signal may hit.
PRELUDE = """
import errno, io, json, os, random, resource, select, signal, sys, tempfile
from pulsa_cli import cli

ledger, mirror = sys.argv[1:3]


def sell(*more, code=None):
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = tempfile.NamedTemporaryFile("w"), io.StringIO()
    try:
        got = cli.main(["jual", "081234567890", "S10", "-y", "--lagi", *more])
        sys.stdout.flush()
        with open(sys.stdout.name) as shown:
            said = got, shown.read(), sys.stderr.getvalue()
    finally:
        sys.stdout.close()
        sys.stdout, sys.stderr = streams
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    assert code in (None, got), said
    return said


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
"""


def drive(konter, script, *arguments):
    done = konter.script(PRELUDE + script, konter.file(), konter.mirror, *arguments, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def sell(konter, number="081234567890", **options):
    return konter.run("jual", number, "S10", "-y", "--lagi", **options)


def assert_sound(konter, acknowledged):
    """Every acknowledged id once; every line of the file listed or reported; the mirror whole."""
    last = sell(konter).id
    listed = konter.spawn("transaksi", "list", "--format", "json")
    ids = [sale["id"] for sale in json.loads(listed.stdout)]
    data = konter.file().read_bytes()
    assert len(set(acknowledged)) == len(acknowledged)
    assert set(acknowledged) | {last} <= set(ids)
    problems = listed.stderr.count(f"{konter.file().relative_to(konter.root)}:")
    assert data.endswith(b"\n")
    assert data.count(b"\n") - 1 == len(ids) + problems
    assert listed.returncode == (3 if problems else 0)
    assert konter.mirror.read_bytes() == data


KILLS = """
rng = random.Random(2026)
kills, sellers, acknowledged = int(sys.argv[3]), {}, []


def start(number):
    out, into = os.pipe()
    pid = os.fork()
    if pid:
        os.close(into)
        sellers[out] = [number, pid, b""]
        return
    os.close(out)
    while True:
        said = sell("--kasir", str(number), code=0)[1]
        os.write(into, said.split()[1].encode() + b"\\n")


def listen():
    outs = select.select(list(sellers), [], [])[0]
    for out in outs:
        got = os.read(out, 65536)
        sellers[out][2] += got
        if not got:
            raise SystemExit("a seller ended by itself")
    return len(outs)


for number in range(8):
    start(number)
for turn in range(kills + 8):
    more = rng.randrange(12)  # sales, however fast the machine is
    while more > 0:
        more -= listen()
    out = rng.choice(sorted(sellers))
    number, pid, _ = sellers[out]
    os.kill(pid, signal.SIGKILL)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    while rest := os.read(out, 65536):
        sellers[out][2] += rest
    os.close(out)
    acknowledged += sellers.pop(out)[2].decode().split()
    if turn < kills:
        start(number)
print(json.dumps(acknowledged))
"""


@pytest.mark.parametrize("kills", [12, pytest.param(1000, marks=pytest.mark.proof)])
def test_eight_sellers_killed_at_random_lose_no_acknowledged_sale(konter, monkeypatch, kills):
    monkeypatch.setenv("PULSA_SABAR", "60")
    acknowledged = drive(konter, KILLS, kills)
    assert acknowledged
    assert_sound(konter, acknowledged)


# Both kinds of the system's locks are granted to everybody, or there is none.
LOCKS = {
    "useless": "lambda *_: None",
    "missing": "lambda *_: (_ for _ in ()).throw(OSError(errno.ENOLCK, 'no locks'))",
}


@pytest.mark.proof
@pytest.mark.parametrize("locks", LOCKS)
def test_where_locks_do_nothing_eight_sellers_killed_at_random_lose_no_sale(
    konter, monkeypatch, locks
):
    monkeypatch.setenv("PULSA_SABAR", "60")
    without = f"import fcntl\nfcntl.flock = fcntl.lockf = {LOCKS[locks]}\n"
    acknowledged = drive(konter, without + KILLS, 100)
    assert acknowledged
    assert_sound(konter, acknowledged)


# Sends itself a signal at the n-th line after the lock is asked for: for each n a fresh fork on the
# same ledger, until a sale ends before.
AT_EACH_LINE = """
from helpers.lines import touches
from pulsa_cli.ledger import lock

number = getattr(signal, sys.argv[3])
sell(code=0)
base = read(ledger)


def sale_hit_at(place):
    left = place

    def trace(frame, event, _):
        nonlocal left
        if not touches(frame.f_code.co_filename):
            return None
        left -= event == "line"
        if event == "line" and left == 0:
            os.kill(os.getpid(), number)
        return trace

    def locked(*arguments):
        sys.settrace(trace)
        frame = sys._getframe()
        while frame := frame.f_back:
            frame.f_trace = trace if touches(frame.f_code.co_filename) else None
        return real(*arguments)

    def leave(code):
        sys.settrace(None)
        exit(99 if left > 0 else code)

    real, lock.locked, exit, os._exit = lock.locked, locked, os._exit, leave
    sys.argv = ["pulsa", "jual", "081234567890", "S10", "-y", "--lagi"]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        cli.run()
    except KeyboardInterrupt:
        leave(130)  # what the shell makes of it


results = []
while True:
    out, into = os.pipe()
    pid = os.fork()
    if not pid:
        sys.stdout, sys.stderr = os.fdopen(into, "w"), io.StringIO()
        sale_hit_at(1 + int(sys.argv[4]) * len(results))
    os.close(into)
    with open(out) as pipe:
        said = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code == 99:
        break
    after = read(ledger)
    following = sell(code=0)[1]
    whole = read(ledger)
    assert whole.startswith(after) and after.startswith(base)
    results.append([code, said, after[len(base):].decode(), following,
                    whole[len(after):].decode(), read(mirror) == whole])
    for path in ledger, mirror:
        os.truncate(path, len(base))
print(json.dumps(results))
"""


@pytest.mark.parametrize("number", ["SIGKILL", "SIGINT"])
def test_a_sale_ended_at_any_line_is_on_disk_if_acknowledged_and_harms_no_other(konter, number):
    results = drive(konter, AT_EACH_LINE, number, tries(61, 1))
    assert len(results) > tries(30, 400)
    assert {code for code, *_ in results} == {"SIGKILL": {-9}, "SIGINT": {0, 130}}[number]
    for place, (code, said, row, following, next_row, mirrored) in enumerate(results, 1):
        assert not said or row.startswith(said.split()[1] + ","), place
        if number == "SIGINT":
            assert (code, bool(said)) == ((0, True) if row else (130, False)), place
        assert row.count("\n") == bool(row) and next_row.count("\n") == 1, place
        assert next_row.startswith(following.split()[1] + ","), place
        assert row.split(",")[0] != next_row.split(",")[0], place
        assert mirrored, place


# A limit on file size cuts a write short at exactly that byte, as a full disk does.
SHORT_WRITES = """
start, results = sys.argv[3], []


def needed():
    # Bytes of the next row, which is longer where its `urut` has one digit more.
    *_, line = read(ledger).splitlines()
    place = int(line.split(b",")[-2])
    row = len(line) + 1 + len(str(place + 1)) - len(str(place))
    return row if start == "row" else row + 1 if start == "cut" else len(read(ledger))


sell(code=0)
room = needed()
for k in [*range(0, room - 2, int(sys.argv[4])), *range(room - 2, room + 2)]:
    if start != "new":
        k, room = k + needed() - room, needed()
    if start == "new":
        os.unlink(ledger)
        os.unlink(mirror)
    elif start == "cut":
        os.truncate(ledger, os.path.getsize(ledger) - 9)
    before = read(ledger)
    limit = len(before or b"") + k
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    code, out, err = sell()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    after = read(ledger)
    left = after == before if k < room else (after or b"").startswith(before or b"id,")
    sell(code=0)
    grown = len(read(ledger)) - len(after or b"")
    results.append([k < room, code, out, err.partition("\\n")[2], left, grown])
print(json.dumps(results))
"""


@pytest.mark.parametrize("start", ["row", "cut", "new"])
def test_a_write_cut_short_at_any_byte_leaves_the_file_as_it_was(konter, start):
    results = drive(konter, SHORT_WRITES, start, tries(7, 1))
    assert len(results) > tries(15, 100)
    for k, (short, code, out, err, left, grown) in enumerate(results):
        assert left, k
        assert (code, bool(out)) == ((1, False) if short else (0, True)), k
        assert ("TIDAK tercatat" in err) == short, k
        assert grown > 100, k


# Every system call on files, one by one, answers with an error.
FAULTS = """
from helpers.faults import failing

results, hit = [], True
while hit:
    if sys.argv[3] == "new" and results:
        os.unlink(ledger)
    before = read(ledger)
    with failing({len(results) + 1: errno.EIO}) as disk:
        code, out, err = sell()
    hit, after = "".join(disk.hit), read(ledger)
    results.append([hit, code, out, err, after == before, (after or b"").decode()])
    sell(code=0)
print(json.dumps(results))
"""


@pytest.mark.parametrize("start", ["new", "row"])
def test_an_error_of_the_disk_at_any_call_is_no_sale_or_a_whole_one(konter, start):
    konter.run("transaksi", "list")  # the index may be built without a disk fault in its way
    if start == "row":
        sell(konter)
    results = drive(konter, FAULTS, start)
    assert results[-1][:2] == ["", 0]
    for place, (hit, code, out, err, unchanged, text) in enumerate(results, 1):
        assert code == 1 if hit == "fsync" else code in (0, 1), (place, hit, err)
        assert (code == 1) == unchanged == (out == ""), (place, code, err)
        assert code or text.splitlines()[-1].startswith(out.split()[1] + ","), place


ORDER = """
events, paths = [], {}
real = {name: getattr(os, name) for name in ("open", "write", "fsync")}
root = os.environ["PULSA_TOKO"]


def opened(path, *arguments, **options):
    file = real["open"](path, *arguments, **options)
    paths[file] = os.path.relpath(path, root)
    return file


def written(file, data):
    events.append(f"write {paths[file]}")
    return real["write"](file, data)


def synced(file):
    events.append(f"fsync {paths[file]}")
    return real["fsync"](file)


class Screen(io.StringIO):
    def write(self, text):
        events.extend(text.split()[:1])
        return super().write(text)


os.open, os.write, os.fsync, sys.stdout = opened, written, synced, Screen()
code = cli.main(["jual", "081234567890", "S10", "-y", "--lagi"])
sys.stdout = sys.__stdout__
assert code == 0
print(json.dumps(events))
"""


def test_a_sale_is_acknowledged_after_file_and_folder_are_on_disk_and_the_mirror_written(konter):
    file, mirror = "ledger/jual/2026-11.A.csv", ".git/pulsa/cermin/jual/2026-11.A.csv"
    first = drive(konter, ORDER)
    wanted = [
        "fsync ledger",
        f"write {file}",
        f"fsync {file}",
        "fsync ledger/jual",
        f"write {mirror}",
        "Tercatat",
    ]
    assert [event for event in first if event in wanted] == wanted
    second = drive(konter, ORDER)
    assert second == [f"write {file}", f"fsync {file}", f"write {mirror}", "Tercatat"]
