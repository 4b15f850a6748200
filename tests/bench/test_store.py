"""The store's bench runs through on a small desk."""

from tests.bench import store


def test_a_small_run_measures_every_figure():
    """Each bar has a value; the import takes in all rows that the sample would, and the log holds."""
    found = {bar.name: bar for bar in store.measure(num_cases=300, num_rows=450, num_entries=200)}
    assert all(bar.value is not None and bar.value > 0 for bar in found.values())
    imported = found["import 450 rows x 40 columns"]
    assert int(imported.note.split()[0]) > 440
    assert found["verify 200 audit entries"].note == "201 entries, broken at None"
    assert len(list(store.many_cases(1_000))) == 1_000
