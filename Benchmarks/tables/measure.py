"""One contender on one fold of one table, in a process of its own, so that memory and seconds are its alone."""
import json
import resource
import sys
import warnings

import numpy
from sklearn.metrics import accuracy_score, log_loss, r2_score, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import KFold, StratifiedKFold

import contenders
import program
import tables

FOLDS = 5


def rows_of(table, fold):
    """The training and test rows of an outer fold, the same for everybody."""
    kind = StratifiedKFold if table.classes else KFold
    splits = kind(FOLDS, shuffle=True, random_state=1).split(numpy.zeros(len(table.rows)), table.labels)
    return list(splits)[fold]


def scores_of_classes(truth, found, labels):
    # What others print with seven digits need not add to one exactly.
    found = numpy.clip(found, 1e-15, None)
    found /= found.sum(1, keepdims=True)
    codes = numpy.searchsorted(labels, truth)
    present = numpy.unique(codes)
    auc = None
    if len(labels) == 2:
        auc = roc_auc_score(codes, found[:, 1])
    elif len(present) == len(labels):
        auc = roc_auc_score(codes, found, multi_class="ovr", labels=range(len(labels)))
    return {
        "loss": log_loss(codes, found, labels=range(len(labels))),
        "score": accuracy_score(codes, found.argmax(1)),
        "auc": auc,
    }


def scores_of_numbers(truth, found):
    return {"loss": root_mean_squared_error(truth, found), "score": r2_score(truth, found)}


def seconds():
    """Processor seconds of this process and of those that it waited for."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def main(folder, name, contender, fold, options):
    warnings.filterwarnings("ignore")
    table = tables.read(folder, name)
    train, test = rows_of(table, fold)
    before = seconds()
    if contender.startswith("backprop"):
        found = program.fit_and_predict(options, table, train, test, seed=fold)
    else:
        found = contenders.fit_and_predict(contender, table, train, test, seed=fold)
    spent = seconds() - before
    truth = table.labels[test]
    scores = (scores_of_classes(truth, found, numpy.unique(table.labels)) if table.classes
              else scores_of_numbers(truth, found))
    print(json.dumps({**scores, "seconds": round(spent, 2)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
