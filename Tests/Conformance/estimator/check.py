"""Runs scikit-learn's own checks over both estimators; ends with 1 where one fails that is not named here."""

import sys
import time

from sklearn.utils.estimator_checks import check_estimator

from estimator import BackpropClassifier, BackpropRegressor

# Each with its reason. Sparse matrices and array API inputs scikit-learn's tags leave out by themselves.
EXPECTED = {}


def main():
    failures = 0
    for estimator in (BackpropClassifier(), BackpropRegressor()):
        began = time.monotonic()
        results = check_estimator(estimator, expected_failed_checks=EXPECTED, on_skip=None, on_fail=None)
        for result in results:
            if result["status"] == "failed" or "-v" in sys.argv:
                print(f"{result['status']}: {result['check_name']}: {str(result['exception'] or '')[:2000]}")
            failures += result["status"] == "failed"
        statuses = ("passed", "skipped", "xfail", "failed")
        counts = {status: sum(r["status"] == status for r in results) for status in statuses}
        print(f"{type(estimator).__name__}: {counts}, {time.monotonic() - began:.0f} s", flush=True)
        for result in results:
            if result["status"] in ("skipped", "xfail"):
                print(f"  not run: {result['check_name']}: {result['exception'] or result['expected_to_fail_reason']}")
    sys.exit(failures > 0)


main()
