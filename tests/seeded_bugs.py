"""Each test of durability and of debts against the bug that it is there for: `make proof`, or
`python tests/seeded_bugs.py [WORD]` for the bugs with that word in their name.

A bug is put into a copy of the tree, and its test must fail there; without a bug it must pass.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("pulsa_cli", "tests", "ledger", "checklists", "pyproject.toml")
SECONDS = 300
FILES, LEDGER, SHOP = "storage/files.py", "storage/ledger.py", "shop.py"
SALES, SCHEMA, TERMINAL = "core/sales.py", "core/schema.py", "output/terminal.py"
CLI, VOID, ORDER_OF_ROWS = "cli.py", "commands/batal.py", "core/fold_order.py"
READING, INTAKE, INDEX = "storage/reading.py", "storage/intake.py", "storage/index.py"

POLICY, ACCOUNT, DERIVED = "core/policy.py", "core/account.py", "storage/derived.py"
RECEIVABLES = "storage/receivables.py"
REMINDERS, CHANNEL = "core/reminders.py", "storage/channel.py"
GRUMBLE, INQUIRY = "core/complaints.py", "commands/_complaint.py"
ACCOUNTS, DEBT, ORDERED = "core/accounts.py", "core/debt.py", "core/orders.py"
CARD, CARDS = "core/loyalty.py", "storage/loyalty.py"

# Test files and functions that several bugs share.
DURABILITY, DAMAGE, MIRROR = "test_durability.py::", "test_damage.py::", "test_mirror.py::"
DEBTS, CHANGES, BOOK = "test_debts.py::", "test_debt_changes.py::", "test_paper_book.py::"
INSTALMENTS, POLICY_TESTS = "test_instalments.py::", "test_policy.py::"
CHECKS, COMPLAINTS = "test_checks.py::", "test_complaints.py::"
FACTS = "test_complaint_facts.py::"
LOYALTY, ORDERS = "test_loyalty.py::", "test_orders.py::"
HISTORY = LOYALTY + "test_a_history_gives_the_level_that_was_worked_out_by_hand"
GIVEN = LOYALTY + "test_a_sale_gets_what_the_card_gives_and_never_below_cost"
ANY_ROWS = "test_account.py::test_no_rupiah_appears_or_vanishes_whatever_rows_come_together"
SENDING, REMINDED, CRON = "test_sending.py::", "test_reminders.py::", "test_cron.py::"
ORACLE = (
    "test_index.py::test_the_index_says_what_a_fold_of_all_rows_says_whatever_became_of_the_files"
)
KILLED = SENDING + (
    "test_in_60_runs_killed_at_random_nobody_is_reminded_twice_and_nobody_forgotten"
)
OBSTACLES, CONSERVATION = "test_obstacles.py::", "test_conservation.py::"
KILLS = DURABILITY + "test_eight_sellers_killed_at_random_lose_no_acknowledged_sale[40]"
AT_EACH_LINE = DURABILITY + (
    "test_a_sale_ended_at_any_line_is_on_disk_if_acknowledged_and_harms_no_other"
)
SHORT = DURABILITY + "test_a_write_cut_short_at_any_byte_leaves_the_file_as_it_was"
FAULTS = DURABILITY + "test_an_error_of_the_disk_at_any_call_is_no_sale_or_a_whole_one"
ORDER = DURABILITY + (
    "test_a_sale_is_acknowledged_after_file_and_folder_are_on_disk_and_the_mirror_written"
)
LOCK = OBSTACLES + (
    "test_a_lock_held_too_long_records_nothing_and_is_free_when_its_holder_is_gone[9]"
)
QUEUE = "test_queue.py::test_ctrl_c_in_the_queue_drops_a_line_or_ends_it[Ctrl-C]"
SCREEN = OBSTACLES + "test_a_sale_on_disk_exits_0_whatever_becomes_of_its_output"
UNREAD = OBSTACLES + "test_a_sale_on_disk_exits_0_when_nobody_reads_its_output"
PRICES = OBSTACLES + "test_a_price_change_on_a_full_disk_leaves_the_price_list_as_it_was"
CUT = DAMAGE + "test_a_row_cut_at_any_byte_harms_no_other_and_no_id_comes_twice"
CUT_HEADER = DAMAGE + "test_a_file_cut_inside_its_header_takes_no_new_sale_with_it[plain]"
MUTATIONS = DAMAGE + (
    "test_of_2000_damaged_ledgers_no_altered_row_is_accepted_and_no_line_dropped_unseen"
)
SPREADSHEET = DAMAGE + "test_a_ledger_saved_again_by_a_spreadsheet_is_read_and_goes_on"
CONFLICT = DAMAGE + "test_marks_of_a_merge_conflict_are_named_with_their_lines"
NEWER = DAMAGE + "test_a_column_of_a_newer_version_is_kept_and_rows_go_on_in_that_file"
OLDER = DAMAGE + "test_a_file_that_lacks_a_column_is_left_alone_and_the_next_part_goes_on[A]"
READS = DAMAGE + "test_a_command_that_reads_touches_no_file_of_the_ledger"
NO_APPEND = DAMAGE + "test_a_file_system_that_ignores_append_overwrites_nothing"
TEN = DAMAGE + "test_ten_equal_sales_to_ten_numbers_in_a_minute_all_stay"
ACCIDENT = MIRROR + (
    "test_an_accident_with_git_makes_no_id_come_twice_and_the_mirror_keeps_the_rows[reset --hard]"
)
CAUGHT_UP = MIRROR + "test_rows_that_miss_in_the_mirror_come_into_it_with_the_next_sale"
POWER_CUT = MIRROR + "test_a_mirror_that_a_power_cut_left_cut_at_any_byte_is_made_whole"
ANY_ORDER = CONSERVATION + (
    "test_the_order_in_which_rows_arrive_changes_nothing_nor_do_rows_that_come_twice"
)
MONEY = CONSERVATION + "test_money_is_conserved_in_any_order_of_sales_and_corrections"
ONCE = CONSERVATION + "test_money_that_went_back_once_is_not_owed_or_spent_again"
BY_DAY = CONSERVATION + "test_the_list_of_a_day_says_of_a_sale_what_the_list_of_all_says"


class Bug(NamedTuple):
    """`edits` are (file under pulsa_cli, text there, text instead)."""

    name: str
    test: str
    edits: list[tuple[str, str, str]]


WAIT = (FILES, "        _wait_for(file, patience)\n        yield", "        yield")
BUGS = [
    Bug(
        "a torn last row is not closed",
        CUT,
        [(FILES, 'elif _last_byte(file, size) != b"\\n":', "elif False:")],
    ),
    Bug(
        "a short write is ignored",
        SHORT + "[row]",
        [
            (
                FILES,
                "if written != len(rows) or os.fstat(file).st_size != size + len(rows):",
                "if False:",
            )
        ],
    ),
    Bug(
        "a short write is not rolled back",
        SHORT + "[row]",
        [(FILES, "        os.ftruncate(file, size)\n        raise", "        raise")],
    ),
    Bug(
        "a short write after a torn row is rolled back too little",
        SHORT + "[cut]",
        [(FILES, "os.ftruncate(file, size)", "os.ftruncate(file, size + 1)")],
    ),
    Bug(
        "a new file stays after a failure",
        SHORT + "[new]",
        [(FILES, "            if new:\n                os.unlink(path)\n", "")],
    ),
    Bug(
        "an error of fsync is ignored",
        FAULTS + "[row]",
        [
            (
                FILES,
                "        if durable:\n            sync(file)\n",
                "        try:\n            sync(file)\n        except OSError:\n            pass\n",
            )
        ],
    ),
    Bug(
        "an error of the folder's fsync leaves the file",
        FAULTS + "[new]",
        [(FILES, "            if new:\n                os.unlink(path)\n", "")],
    ),
    Bug("no lock", KILLS, [WAIT]),
    Bug("no lock, noticed by a waiting sale", LOCK, [WAIT]),
    Bug(
        "the lock is not taken for a row",
        LOCK,
        [
            (
                SHOP,
                "        with self.locked():\n            row = build()",
                "        if True:\n            row = build()",
            )
        ],
    ),
    Bug(
        "numbers are worked out before the lock is taken",
        KILLS,
        [
            (
                SHOP,
                "        with self.locked():\n            row = build()",
                "        import contextlib\n        numbered = self.ledger._own_files(table, "
                'f"{self.now():%Y-%m}", self.device.counter)\n'
                "        self.ledger._own_files = lambda *_: numbered\n"
                "        with self.locked():\n            row = build()",
            )
        ],
    ),
    Bug(
        "no O_APPEND, no lock",
        KILLS,
        [(FILES, "os.O_RDWR | os.O_APPEND | os.O_CREAT", "os.O_RDWR | os.O_CREAT"), WAIT],
    ),
    Bug(
        "no seek to the end",
        NO_APPEND,
        [
            (FILES, "size = os.lseek(file, 0, os.SEEK_END)", "size = os.fstat(file).st_size"),
            (
                FILES,
                "    os.lseek(file, size - 1, os.SEEK_SET)\n    return os.read(file, 1)",
                "    return os.pread(file, 1, size - 1)",
            ),
        ],
    ),
    Bug(
        "the file is not synced",
        ORDER,
        [(FILES, "        if durable:\n            sync(file)\n", "")],
    ),
    Bug(
        "the folder of a new file is not synced",
        ORDER,
        [
            (
                FILES,
                "            if new and durable:\n                sync_folder(os.path.dirname("
                "path))\n",
                "",
            )
        ],
    ),
    Bug(
        "the name of a new folder is not synced",
        ORDER,
        [
            (
                FILES,
                "        os.makedirs(path, exist_ok=True)\n        sync_folder(os.path.dirname("
                "path))\n",
                "        os.makedirs(path, exist_ok=True)\n",
            )
        ],
    ),
    Bug(
        "acknowledged before it is written",
        ORDER,
        [
            (
                SHOP,
                "            recorded = self.ledger.append(",
                "            acknowledge([{**dict.fromkeys(table.header, '0'), **row} "
                "for row in rows])\n"
                "            recorded = self.ledger.append(",
            )
        ],
    ),
    Bug(
        "acknowledged before it is written, seen by a kill",
        AT_EACH_LINE + "[SIGKILL]",
        [
            (
                SHOP,
                "            recorded = self.ledger.append(",
                "            acknowledge([{**dict.fromkeys(table.header, '0'), **row} "
                "for row in rows])\n"
                "            recorded = self.ledger.append(",
            )
        ],
    ),
    Bug(
        "Ctrl-C is not held back",
        AT_EACH_LINE + "[SIGINT]",
        [(SHOP, "with files.uninterrupted():", "if True:")],
    ),
    Bug(
        "Ctrl-C counts again between the acknowledgement and the end",
        AT_EACH_LINE + "[SIGINT]",
        [
            (
                FILES,
                "    except BaseException:\n        signal.signal(signal.SIGINT, before)\n"
                "        raise",
                "    finally:\n        signal.signal(signal.SIGINT, before)",
            )
        ],
    ),
    Bug(
        "Ctrl-C stays off at the next question",
        QUEUE,
        [(TERMINAL, "    signal.signal(signal.SIGINT, signal.default_int_handler)", "    pass")],
    ),
    Bug(
        "a closed screen is an error",
        SCREEN + "[>&-]",
        [(CLI, "    _open_streams()\n    if fixed", "    if fixed")],
    ),
    Bug(
        "a screen that can't be written is an error",
        SCREEN + "[>/dev/full]",
        [
            (
                TERMINAL,
                "        click.echo(_fitted(text, sys.stdout))\n    except OSError as error:",
                "        click.echo(_fitted(text, sys.stdout))\n    except KeyError as error:",
            )
        ],
    ),
    Bug(
        "a reader that went away is an error",
        UNREAD,
        [
            (
                TERMINAL,
                "        click.echo(_fitted(text, sys.stdout))\n    except OSError as error:",
                "        click.echo(_fitted(text, sys.stdout))\n    except KeyError as error:",
            )
        ],
    ),
    Bug(
        "a settings file is rewritten in place",
        PRICES,
        [(FILES, 'draft = f"{path}.pulsa-baru"', "draft = path")],
    ),
    Bug(
        "no check of rows on reading",
        MUTATIONS,
        [(READING, "if letters != schema.check_letters(self.header, body):", "if False:")],
    ),
    Bug(
        "the check leaves out the header",
        MUTATIONS,
        [(SCHEMA, "zlib.crc32(body, zlib.crc32(header))", "zlib.crc32(body)")],
    ),
    Bug(
        "a line that is not understood is skipped unseen",
        MUTATIONS,
        [(READING, "    complain(start, text, cells)\n", "    pass\n")],
    ),
    Bug(
        "an unknown header is not reported",
        CUT_HEADER,
        [(INTAKE, "self._complain(no, data)(0, header, _HEADER)\n", "pass\n")],
    ),
    Bug(
        "rows go into a file that lacks a column",
        OLDER,
        [
            (
                LEDGER,
                'if set(table.header) <= set(columns) and columns[-1] == "cek" and not changed:',
                'if columns[-1] == "cek" and not changed:',
            )
        ],
    ),
    Bug(
        "a cut header counts as a header",
        CUT_HEADER,
        [
            (
                LEDGER,
                'if set(table.header) <= set(columns) and columns[-1] == "cek" and not changed:',
                "if header:",
            )
        ],
    ),
    Bug(
        "rows do not follow the header of their file",
        NEWER,
        [(LEDGER, "        return last.part, header", "        return last.part, wanted")],
    ),
    Bug(
        "marks of a conflict are skipped",
        CONFLICT,
        [
            (
                READING,
                'if text := data[start:end].rstrip(b"\\r"):',
                "if (text := data[start:end].rstrip(b\"\\r\")) and text[:1] not in b'<=>':",
            )
        ],
    ),
    Bug(
        "line ends of a spreadsheet are not understood",
        SPREADSHEET + "[crlf-plain]",
        [(READING, 'if text := data[start:end].rstrip(b"\\r"):', "if text := data[start:end]:")],
    ),
    Bug(
        "a byte order mark hides the header",
        SPREADSHEET + "[lf-bom]",
        [(READING, "len(data)].removeprefix(BOM).rstrip(", "len(data)].rstrip(")],
    ),
    Bug(
        "a command that reads touches the file",
        READS,
        [
            (
                INTAKE,
                "        data = files.read(os.path.join(self._root, path))\n",
                "        data = files.read(os.path.join(self._root, path))\n"
                "        os.utime(os.path.join(self._root, path))\n",
            )
        ],
    ),
    Bug(
        "an id is given to two rows",
        TEN,
        [(LEDGER, "        last[day] += 1\n", "        last[day] = max(last[day], 1)\n")],
    ),
    Bug(
        "the mirror is not asked for ids",
        ACCIDENT,
        [(LEDGER, "([each.data] if each.data == each.copy else each[1:])", "[each.data]")],
    ),
    Bug(
        "the mirror is not written",
        ACCIDENT,
        [
            (
                LEDGER,
                '            files.append(mirror, header + b"\\n", lines, durable=False)\n',
                "            pass\n",
            )
        ],
    ),
    Bug(
        "the mirror is not caught up",
        CAUGHT_UP,
        [(LEDGER, "if len(before.data) > len(before.copy) and ", "if False and ")],
    ),
    Bug(
        "a mirror cut inside a row gets a line end there",
        POWER_CUT,
        [
            (
                LEDGER,
                "files.replace(mirror, before.data)",
                'files.append(mirror, b"", before.data[len(before.copy):], durable=False)',
            )
        ],
    ),
    Bug(
        "rows that come twice count twice",
        ANY_ORDER,
        [
            (
                ORDER_OF_ROWS,
                'by_id.setdefault(row["id"], row)',
                'by_id.setdefault(row["id"] + str(len(by_id)), row)',
            )
        ],
    ),
    Bug(
        "of two rows with one id the last to arrive counts",
        ANY_ORDER,
        [(ORDER_OF_ROWS, "min(one, other, key=lambda row: sorted(row.items()))", "other")],
    ),
    Bug(
        "rows fold in the order of arrival",
        ANY_ORDER,
        [(ORDER_OF_ROWS, "for id in sorted(ranks, key=ranks.__getitem__)]", "for id in by_id]")],
    ),
    Bug(
        "money that pays for a repeat is still owed",
        MONEY,
        [
            (
                SALES,
                "self.paid + self.carried - self.returned - self.moved",
                "self.paid + self.carried - self.returned",
            )
        ],
    ),
    Bug(
        "money handed back at a failure is forgotten",
        MONEY,
        [
            (
                SALES,
                "        sale.status = FAILED\n    _apply_returned(sale, row)\n",
                "        sale.status = FAILED\n",
            )
        ],
    ),
    Bug(
        "a sale can be voided although money moved since",
        ONCE + "[gagal 0, ulang 1, kembali 0, batal 1, kembali 4]",
        [(VOID, "    if later:\n", "    if False:\n")],
    ),
    Bug(
        "the list of a day knows nothing of the month before",
        BY_DAY,
        [
            (
                INDEX,
                "        every = set(keys)\n        for some in _batches(keys):",
                "        every = set(keys)\n        for some in _batches([]):",
            )
        ],
    ),
    Bug(
        "due today counts as late",
        DEBTS + "test_5_due_today_is_not_overdue",
        [(RECEIVABLES, "part.due < ?), 0)", "part.due <= ?), 0)")],
    ),
    Bug(
        "due today is of the first bucket",
        DEBTS + "test_11_ages_with_those_not_due_yet_add_up_to_what_is_owed",
        [("core/ageing.py", "return 0 if days <= 0", "return 0 if days < 0")],
    ),
    Bug(
        "as of a day, later rows count",
        DEBTS + "test_10_ageing_as_of_last_month_has_a_debt_that_was_paid_yesterday",
        [(DERIVED, 'if row["waktu"][:10] <= day)', "if day)")],
    ),
    Bug(
        "a payment twice is not seen",
        DEBTS + "test_the_same_amount_within_ten_minutes_is_questioned",
        [("commands/_debts.py", "timedelta(minutes=10)", "timedelta(minutes=1)")],
    ),
    Bug(
        "a statement has what was paid",
        DEBTS + "test_20_a_statement_has_open_items_only",
        [
            (
                DERIVED,
                "for debt in folded.unpaid:\n        parts",
                "for debt in folded.debts.values():\n        parts",
            )
        ],
    ),
    Bug(
        "money goes to what was bought first",
        INSTALMENTS + "test_of_two_debts_money_goes_to_the_part_due_first",
        [(ACCOUNT, "key=lambda each: each[:2]", "key=lambda each: each[1]")],
    ),
    Bug(
        "what is disputed is paid as well",
        CHANGES + "test_money_passes_over_what_is_disputed_unless_it_is_named",
        [(ACCOUNT, "if not debt.on_hold for part", "for part")],
    ),
    Bug(
        "a new promise moves nothing",
        CHANGES + "test_the_last_promise_counts",
        [(ACCOUNTS, "promised.promised = date", "promised.promised = promised.promised or date")],
    ),
    Bug(
        "instalments don't add up",
        INSTALMENTS + "test_instalments_add_up_and_none_is_larger_than_the_first",
        [("core/instalments.py", "(times - 1) + [rest]", "times")],
    ),
    Bug(
        "a moved debt is not counted as moved",
        INSTALMENTS + "test_a_move_that_was_taken_back_may_be_made_again",
        [(ACCOUNTS, "debt.moves += 1", "debt.moves += 0")],
    ),
    Bug(
        "the limit itself is refused",
        POLICY_TESTS + "test_the_limit_itself_is_allowed_and_one_rupiah_more_is_not",
        [(POLICY, "standing.owed + amount > limit", "standing.owed + amount >= limit")],
    ),
    Bug(
        "a rupiah too little is asked for",
        POLICY_TESTS + "test_what_is_refused_becomes_possible_"
        "by_what_is_asked_and_by_no_rupiah_less",
        [
            (
                POLICY,
                "over = min(standing.owed + amount - limit,",
                "over = min(standing.owed + amount - limit - 1,",
            )
        ],
    ),
    Bug(
        "prepayment ends with the late debt",
        POLICY_TESTS + "test_prepayment_lasts_until_everything_is_paid",
        [(ACCOUNT, "max(self._delays.get(debt.id, 0), (day - parts[0].due).days)", "0")],
    ),
    Bug(
        "prepayment never ends",
        POLICY_TESTS + "test_prepayment_lasts_until_everything_is_paid",
        [(ACCOUNT, "            self._delays.clear()\n", "            pass\n")],
    ),
    Bug(
        "the poster says something else",
        POLICY_TESTS + "test_the_poster_says_what_the_command_says",
        [
            (
                "output/poster.py",
                "for each in section.sentences)",
                "for each in section.sentences[:1])",
            )
        ],
    ),
    Bug(
        "the same book comes in twice",
        BOOK + "test_16_the_same_file_twice_adds_nothing",
        [("commands/hutang/impor.py", "before.update(_imported(shop, customer))", "pass")],
    ),
    Bug(
        "of two equal lines one is lost",
        BOOK + "test_two_equal_lines_in_one_file_both_count",
        [
            (
                "commands/hutang/impor.py",
                "            debts.append((customer, row))",
                "            debts += [(customer, row)] if (customer, row) not in debts else []",
            )
        ],
    ),
    Bug(
        "the waiting time is counted from now",
        CHECKS + "test_a_pending_top_up_is_waited_for_as_"
        "long_as_the_list_says[pending-10:10:00-pending-pending-lama]",
        [("core/checks.py", "if case.now < until:", "if case.now <= until:")],
    ),
    Bug(
        "a complaint is late at its very minute",
        COMPLAINTS + "test_the_list_of_open_and_of_late_ones",
        [(GRUMBLE, "self.due < now", "self.due <= now")],
    ),
    Bug(
        "the last to close it counts",
        COMPLAINTS + "test_two_counters_that_both_close_it",
        [(GRUMBLE, "if self.closed or", "if")],
    ),
    Bug(
        "a voided complaint still teaches",
        COMPLAINTS + "test_a_complaint_that_was_voided_teaches_nothing",
        [(GRUMBLE, 'if row["id"] in void or', "if")],
    ),
    Bug(
        "two swapped digits are not near",
        COMPLAINTS + "test_near_numbers_are_offered[081234567809]",
        [
            (
                "core/phone.py",
                "number[place + 1] + number[place] +",
                "number[place] + number[place + 1] +",
            )
        ],
    ),
    Bug(
        "a number with a slip is the finding whatever the buyer says",
        CHECKS + "test_likely_is_ruled_out_by_the_customers_own_word",
        [("core/checklist.py", "if name != verdict.finding]", "]")],
    ),
    Bug(
        "a sure finding does not end the walk",
        COMPLAINTS + "test_each_answer_has_its_finding[diminta=t-salah-produk]",
        [("core/checklist.py", "if verdict.certainty == SURE:", "if False:")],
    ),
    Bug(
        "the sale itself is its twin",
        CHECKS + "test_the_day_before_or_another_product_is_not_"
        "twice[2026-11-21T10:00:00+07:00 S10-2026-11-21T10:20:00+07:00 S25]",
        [("commands/_case.py", "if each.id != sale.id and each.row", "if each.row")],
    ),
    Bug(
        "a stranger gets the apology",
        COMPLAINTS + "test_the_customer_is_not_sent_to_a_strangers_number",
        [(INQUIRY, "    if not inquiry.doubted:\n", "    if True:\n")],
    ),
    Bug(
        "a link loses what stands behind &",
        COMPLAINTS + "test_the_suppliers_own_form_and_number",
        [("output/whatsapp.py", '0123456789-._~/"', '0123456789-._~/&"')],
    ),
    Bug(
        "an unsourced code is shown",
        FACTS + "test_a_whole_session[Tri-pulsa]",
        [
            (
                "output/complaints.py",
                'said = " · ".join(map(_fact, found)) if found else',
                "said = \" · \".join(map(_fact, found)) if found else '*123*4#' if use == "
                "'kunci-pulsa' or use == 'riwayat' else",
            )
        ],
    ),
    Bug(
        "the next sale shows nothing",
        COMPLAINTS + "test_a_complaint_that_is_still_open_shows_too",
        [("storage/intake.py", 'if kind == b"keluhan"', "if False")],
    ),
    Bug(
        "a code is broken on a phone",
        "test_interview.py::test_no_code_or_number_is_broken_on_a_"
        "narrow_screen[40-085712345678-I10]",
        [("output/complaints.py", 'else piece.replace(" ", _JOIN))', "else piece)")],
    ),
    Bug(
        "Ctrl-C saves half a complaint",
        "test_interview.py::test_ctrl_c_records_nothing[y]",
        [
            (
                "commands/_interview.py",
                "            typed = terminal.ask(question)\n",
                "            try:\n                typed = terminal.ask(question)\n"
                "            except KeyboardInterrupt:\n                return False\n",
            )
        ],
    ),
    Bug(
        "what is in doubt is sent again",
        KILLED,
        [
            (
                REMINDERS,
                "sent = [each for each in known if each.state != NOT_SENT]\n",
                "sent = [each for each in known if each.state == SENT]\n",
            )
        ],
    ),
    Bug(
        "sent before it is recorded as begun",
        KILLED,
        [
            (
                "commands/_send.py",
                "        made.append((found, message(shop, found)))\n",
                "        made.append((found, message(shop, found)))\n        channel.send('', found"
                ".number, made[-1][1])\n",
            ),
            (
                "commands/_send.py",
                'delivery = channel.send(begun["id"], found.number, text)',
                "from pulsa_cli.storage.channel import Delivery\n    delivery = Delivery(True)",
            ),
        ],
    ),
    Bug(
        "two processes send at once",
        SENDING + "test_of_two_runs_at_once_the_second_goes_quietly",
        [("commands/_send.py", "            yield False\n", "            yield True\n")],
    ),
    Bug(
        "a program that fails has sent",
        SENDING + "test_a_program_that_fails_is_exit_5_and_nothing_is_marked_as_sent",
        [(CHANNEL, "if code == 0:", "if code >= 0:")],
    ),
    Bug(
        "a shell reads the arguments",
        SENDING + "test_no_shell_reads_a_name_a_note_or_an_argument",
        [
            (
                CHANNEL,
                "subprocess.Popen(words, cwd=self._root,",
                "subprocess.Popen(' '.join(words), shell=True, cwd=self._root,",
            )
        ],
    ),
    Bug(
        "only the program is ended, not what it started",
        SENDING
        + ("test_a_program_that_hangs_is_ended_with_all_it_started_and_the_reminder_is_in_doubt"),
        [(CHANNEL, "os.killpg(process.pid, signal.SIGKILL)", "process.kill()")],
    ),
    Bug(
        "who pays meanwhile is reminded",
        SENDING + "test_who_pays_while_others_are_reminded_is_not_reminded",
        [
            (
                "commands/_send.py",
                "shop.reminders.of(customer)\n",
                "next(each for each in first if each.debtor.customer == customer)\n",
            ),
            (
                "commands/_send.py",
                "    made: list[tuple[Reminder, str]] = []\n",
                "    made: list[tuple[Reminder, str]] = []\n    global first\n    first = globals()"
                ".get('first') or shop.reminders.waiting()\n",
            ),
        ],
    ),
    Bug(
        "damaged books are believed",
        SENDING + "test_damaged_books_send_nothing[hutang]",
        [("commands/_today.py", "return any(", "return bool(0) and any(")],
    ),
    Bug(
        "a job every hour works every hour",
        SENDING + "test_a_job_every_hour_does_its_work_once_a_day",
        [
            (
                "commands/ingatkan.py",
                "if state in ((_DONE,) if send else (_SHOWN, _DONE)) \\\n            or ",
                "if ",
            )
        ],
    ),
    Bug(
        "the level is the first that came",
        REMINDED + "test_the_level_is_the_last_day_of_the_policy_that_has_come",
        [(REMINDERS, "reached[-1]", "reached[0]")],
    ),
    Bug(
        "a reminder is known by its level alone",
        REMINDED + "test_a_moved_due_date_begins_anew",
        [(REMINDERS, "self.level >= level and self.due == due.isoformat()", "self.level >= level")],
    ),
    Bug(
        "a milder message follows a stronger one",
        REMINDED + "test_a_milder_message_never_follows_a_stronger_one",
        [(REMINDERS, "self.level >= level and", "self.level == level and")],
    ),
    Bug(
        "behind an old debt nothing is asked for",
        REMINDED + "test_behind_a_debt_that_had_its_last_level_the_next_one_is_still_reminded_of",
        [(REMINDERS, "if level != rules.levels[-1]:", "if True:")],
    ),
    Bug(
        "what is due today is called late",
        REMINDED + "test_8_one_message_names_every_debt_that_counts_and_hides_none",
        [(REMINDERS, "timedelta(-1 if days > 0 else", "timedelta(0 if days > 0 else")],
    ),
    Bug(
        "what is disputed is asked for",
        REMINDED + "test_17_a_disputed_debt_is_left_out_and_still_counted",
        [(REMINDERS, "if not part.on_hold\n", "if True\n")],
    ),
    Bug(
        "a promise ends on its day",
        REMINDED + "test_a_promise_is_waited_for_until_its_day_is_over",
        [(REMINDERS, "part.promised < today", "part.promised <= today")],
    ),
    Bug(
        "a top-up that waits is asked for",
        REMINDED + "test_nothing_is_asked_for_a_top_up_that_still_waits",
        [("storage/reminders.py", "WHERE NOT coalesce(unsettled.pending, 0) AND", "WHERE")],
    ),
    Bug(
        "days are the machine's",
        REMINDED + "test_days_are_the_shops_whatever_the_machines_zone_is[WIB-7]",
        [
            (
                SHOP,
                "return moment.astimezone(zone) if moment.tzinfo else",
                "return moment if moment.tzinfo else",
            )
        ],
    ),
    Bug(
        "reminders in doubt are not kept by the index",
        ORACLE,
        [(DERIVED, "if each.state == reminders.IN_DOUBT]", "if False]")],
    ),
    Bug(
        "a line of the crontab comes twice",
        CRON + "test_one_line_is_put_in_changed_and_taken_out_and_foreign_bytes_stay",
        [("storage/crontab.py", "if _is_ours(each, root)]\n    kept", "if False]\n    kept")],
    ),
    Bug(
        "foreign lines are read as text",
        CRON + "test_one_line_is_put_in_changed_and_taken_out_and_foreign_bytes_stay",
        [
            (
                "storage/crontab.py",
                "    return done.stdout\n",
                '    return done.stdout.replace(b"\r", b"")\n',
            )
        ],
    ),
    Bug(
        "hours are the machine's",
        CRON + "test_hours_are_the_shops_whatever_the_machines_zone_is[UTC-WIB-8-0 1-16]",
        [("storage/crontab.py", "(hour + minutes // 60) % 24", "hour")],
    ),
    Bug(
        "paid on the due day counts as late",
        HISTORY + "[paid on the due day]",
        [(DEBT, "if any(part.due < day for", "if any(part.due <= day for")],
    ),
    Bug(
        "a move on the due day counts",
        HISTORY + "[moved on the day it was due]",
        [(DEBT, "day < min(part.due for", "day <= min(part.due for")],
    ),
    Bug(
        "a move against the policy counts",
        HISTORY + "[moved further than the policy allows]",
        [(DEBT, "if within_policy and self.left", "if self.left")],
    ),
    Bug(
        "--tetap counts also where no rule is in the way",
        HISTORY + "[--tetap without need]",
        [("commands/_debts.py", "    if not broken:\n", "    if not broken and not force:\n")],
    ),
    Bug(
        "a disputed debt counts as late",
        HISTORY + "[on hold when it came due says nothing]",
        [(DEBT, "return None if self._disputed else False", "return False")],
    ),
    Bug(
        "the window has a day too many",
        HISTORY + "[one of them the day before the window]",
        [(CARD, "today - timedelta(level.days - 1)", "today - timedelta(level.days)")],
    ),
    Bug(
        "purchases before the card began count",
        HISTORY + "[before the card began nothing counts]",
        [(CARD, "return max(first, self.since or first)", "return first")],
    ),
    Bug(
        "who is overdue keeps the card",
        HISTORY + "[lost the day one is overdue]",
        [
            (
                CARD,
                "bought(rules, level, facts)), more, facts.overdue)",
                "bought(rules, level, facts)), more, 0)",
            )
        ],
    ),
    Bug(
        "what failed counts as a purchase",
        HISTORY + "[a failed one is none]",
        [("storage/books.py", "and not sale.ended\n", "\n")],
    ),
    Bug(
        "whose number it is counts before who was named",
        HISTORY + "[a sale to the number that somebody else pays]",
        [("storage/books.py", "not sale.customer and sale.number", "sale.number")],
    ),
    Bug(
        "of two who claim a number both get the purchases",
        LOYALTY + "test_a_number_that_two_claim_counts_for_the_first",
        [(CARDS, "if owner and owner.id == customer.id", "if owner")],
    ),
    Bug(
        "a gift goes below cost",
        GIVEN + "[potongan: 1.500-tidak-words5-1400]",
        [(CARD, "    if rules.below_cost != ALWAYS:\n", "    if False:\n")],
    ),
    Bug(
        "percentages are not rounded",
        GIVEN + "[potongan: 2%-tidak-words1-200]",
        [(CARD, "_coins(price * level.percent // 100)", "price * level.percent // 100")],
    ),
    Bug(
        "the free one comes a purchase late",
        LOYALTY + "test_every_third_purchase_is_free",
        [(CARD, "since_gift() >= level.every - 1", "since_gift() >= level.every")],
    ),
    Bug(
        "stamps do not begin anew",
        LOYALTY + "test_every_third_purchase_is_free",
        [(CARDS, "max(map(_place, self._books.gifts(customer)), default=None)", "None")],
    ),
    Bug(
        "the card goes before the customer's own limit",
        LOYALTY + "test_what_was_set_for_the_customer_goes_before_the_card",
        [
            (
                "commands/_card.py",
                "if customer.limit is not None or not shop.policy.limit:",
                "if not shop.policy.limit:",
            )
        ],
    ),
    Bug(
        "a recurring order stays where it is",
        ORDERS + "test_a_sale_of_a_recurring_order_says_for_when_it_is_next",
        [(ORDERED, "max(self.due + timedelta(1), day)", "max(self.due, day)")],
    ),
    Bug(
        "two counters' sales on a day move an order twice",
        ORDERS + "test_a_recurring_order_fulfilled_twice_on_a_day_moves_on_once",
        [(ORDERED, "        if day == self.last and self.due > day:\n", "        if False:\n")],
    ),
    Bug(
        "money of a failed sale does not go back to its order",
        ORDERS + "test_an_order_whose_sale_came_to_nothing_is_open_again[words0-7000]",
        [(ACCOUNT, "kept = debt.drawn if reserve and not reserve.cancelled else 0", "kept = 0")],
    ),
    Bug(
        "money stays with an order that is fulfilled",
        ANY_ROWS,
        [(ACCOUNT, "        if not reserve.waiting:\n", "        if False:\n")],
    ),
    Bug(
        "an advance out of the balance is made of nothing",
        ANY_ROWS,
        [(ACCOUNT, "amount = min(amount, self.balance)\n", "pass\n")],
    ),
    Bug(
        "what was handed out and not there is forgotten",
        ORDERS + "test_a_balance_that_two_counters_handed_out_is_a_debt",
        [
            (
                ACCOUNT,
                "missing = max(0, amount - self.balance)",
                "missing, amount = 0, min(amount, self.balance)",
            )
        ],
    ),
    Bug(
        "the index forgets orders that came alone",
        ORACLE,
        [(INTAKE, "(PEOPLE, ORDERS, COMPLAINTS, REMINDERS))", "(PEOPLE, COMPLAINTS, REMINDERS))")],
    ),
    Bug(
        "the index counts debts that are late as on time",
        HISTORY + "[paid a day after the due day]",
        [
            (
                DERIVED,
                "on_time, late = ended.count(True), ended.count(False)",
                "on_time, late = ended.count(True) + ended.count(False), 0",
            )
        ],
    ),
    Bug(
        "as of a day later rows count",
        LOYALTY + "test_what_came_later_does_not_change_the_card_of_a_day",
        [(INDEX, "        if not self._past:\n            return rows\n", "        return rows\n")],
    ),
    Bug(
        "the board shows orders of other days",
        ORDERS + "test_orders_of_the_day_and_late_ones_show",
        [("commands/_today.py", "shop.orders.open(day))", "shop.orders.open())")],
    ),
]


def outcome(test: str, edits: list[tuple[str, str, str]]) -> str:
    """`passed`, `failed`, or what went wrong, of a test in a copy of the tree with these edits."""
    with tempfile.TemporaryDirectory(prefix="pulsa-bug-") as folder:
        root = Path(folder).resolve()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(
                    ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__")
                )
            else:
                shutil.copy(ROOT / name, root)
        for name, old, new in edits:
            path = root / "pulsa_cli" / name
            text = path.read_text("utf-8")
            if text.count(old) != 1:
                return f"{name} has this {text.count(old)} times, not once: {old!r}"
            path.write_text(text.replace(old, new), "utf-8")
        return _run(root, test)


def _run(root: Path, test: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(root),
    }
    where = subprocess.run(
        [sys.executable, "-c", "import pulsa_cli; print(pulsa_cli.__file__)"],
        cwd=root,
        env=environment,
        text=True,
        capture_output=True,
        check=True,
    ).stdout.strip()
    if Path(where) != root / "pulsa_cli" / "__init__.py":
        return f"the tests would run {where}, not the copy"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"tests/{test}"],
            cwd=root,
            env=environment,
            text=True,
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no end after {SECONDS} s"
    passed = {0: "passed", 1: "failed"}.get(done.returncode, done.stdout + done.stderr)
    return f"skipped: {test}" if passed == "passed" and "1 passed" not in done.stdout else passed


def main(word: str = "") -> int:
    bugs = [bug for bug in BUGS if word in bug.name]
    tests = sorted({bug.test for bug in bugs})
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for test, found in zip(tests, pool.map(lambda test: outcome(test, []), tests)):
            if found != "passed":
                wrong += 1
                print(f"NOT PASSED without a bug: {test}: {found}", flush=True)
        for bug, found in zip(bugs, pool.map(lambda bug: outcome(bug.test, bug.edits), bugs)):
            wrong += found != "failed"
            said = "caught" if found == "failed" else f"NOT CAUGHT ({found})"
            print(f"{said}: {bug.name} [{bug.test.partition('::')[0]}]", flush=True)
    print(f"{len(bugs)} seeded bugs, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
