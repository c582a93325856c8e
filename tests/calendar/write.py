"""Writes tests/calendar/chinesecalendar.txt: every day of every year, as PyPI chinesecalendar has it.

    pip install chinesecalendar==1.11.0 && python3 tests/calendar/write.py

One line a year: the year, a blank, and one letter a day from 1 January: w for a working day, r for a day of rest.
"""

import datetime
import pathlib

import chinese_calendar

YEARS = range(2016, 2027)


def line(year: int) -> str:
    day = datetime.date(year, 1, 1)
    letters = []
    while day.year == year:
        letters.append("w" if chinese_calendar.is_workday(day) else "r")
        day += datetime.timedelta(days=1)
    return f"{year} {''.join(letters)}\n"


pathlib.Path(__file__).with_name("chinesecalendar.txt").write_text("".join(map(line, YEARS)))
