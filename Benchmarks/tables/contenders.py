"""The usual choices, each with its library's defaults and one thread. `fit_and_predict` gives the probabilities of
the classes in their sorted order, or numbers."""
import numpy


def columns_of(features):
    texts = [name for name in features.columns if features[name].dtype == "category"]
    return [name for name in features.columns if name not in texts], texts


def pipeline(features, model):
    """Imputation, scaling and one-hot coding before a model that needs them."""
    from sklearn.compose import make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers, texts = columns_of(features)
    coded = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return make_pipeline(make_column_transformer((scaled, numbers), (coded, texts)), model)


def with_scaled_target(model):
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.preprocessing import StandardScaler

    return TransformedTargetRegressor(model, transformer=StandardScaler())


def linear(features, classes, seed):
    from sklearn.linear_model import LogisticRegression, Ridge

    return pipeline(features, LogisticRegression(max_iter=2000) if classes else Ridge())


def sklearn_mlp(features, classes, seed):
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    if classes:
        return pipeline(features, MLPClassifier(max_iter=500, random_state=seed))
    return with_scaled_target(pipeline(features, MLPRegressor(max_iter=500, random_state=seed)))


def histogram(features, classes, seed):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    # Its own categories end at 255 values; beyond, it refuses.
    kind = HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor
    return kind(categorical_features="from_dtype", random_state=seed)


def lightgbm(features, classes, seed):
    from lightgbm import LGBMClassifier, LGBMRegressor

    return (LGBMClassifier if classes else LGBMRegressor)(n_jobs=1, random_state=seed, verbose=-1)


def xgboost(features, classes, seed):
    from xgboost import XGBClassifier, XGBRegressor

    return (XGBClassifier if classes else XGBRegressor)(n_jobs=1, random_state=seed, enable_categorical=True)


def catboost(features, classes, seed):
    from catboost import CatBoostClassifier, CatBoostRegressor

    _, texts = columns_of(features)
    kind = CatBoostClassifier if classes else CatBoostRegressor
    return kind(thread_count=1, random_seed=seed, verbose=False, cat_features=texts, allow_writing_files=False)


def realmlp(features, classes, seed):
    from pytabkit import RealMLP_TD_Classifier, RealMLP_TD_Regressor

    return (RealMLP_TD_Classifier if classes else RealMLP_TD_Regressor)(
        device="cpu", random_state=seed, n_threads=1)


def tabm(features, classes, seed):
    from pytabkit import TabM_D_Classifier, TabM_D_Regressor

    return (TabM_D_Classifier if classes else TabM_D_Regressor)(device="cpu", random_state=seed, n_threads=1)


CONTENDERS = {
    "linear": linear, "sklearn-mlp": sklearn_mlp, "hist-gradient-boosting": histogram, "lightgbm": lightgbm,
    "xgboost": xgboost, "catboost": catboost, "realmlp-td": realmlp, "tabm-d": tabm,
}


def prepared(name, features):
    """The features as this contender takes them."""
    features = features.copy()
    for column in columns_of(features)[1]:
        if name == "catboost":
            # It takes texts and integers for categories, but nothing missing.
            features[column] = features[column].astype(object).fillna("missing").astype(str)
        elif name in ("linear", "sklearn-mlp"):
            features[column] = features[column].astype(object)
        elif name == "hist-gradient-boosting" and features[column].nunique() > 250:
            features[column] = features[column].cat.codes.astype(float)
    return features


def fit_and_predict(name, table, train, test, seed):
    features, truth = table.frame(), table.labels
    model = CONTENDERS[name](features, table.classes, seed)
    features = prepared(name, features)
    if table.classes:
        truth = numpy.searchsorted(numpy.unique(table.labels), truth)
        # A class may have no row in a fold; the boosted trees want codes without gaps.
        seen, codes = numpy.unique(truth[train], return_inverse=True)
        model.fit(features.iloc[train], codes)
        found = numpy.zeros((len(test), len(numpy.unique(table.labels))))
        found[:, seen] = model.predict_proba(features.iloc[test])
        return found
    model.fit(features.iloc[train], truth[train])
    return numpy.asarray(model.predict(features.iloc[test])).reshape(-1)
