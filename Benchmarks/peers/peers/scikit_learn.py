"""scikit-learn's MLPClassifier: one epoch a call, warm-started, on float32."""
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

import serving


class Training(serving.Training):
    name = f"scikit-learn {sklearn.__version__}"

    def build(self, variant):
        warnings.simplefilter("ignore")  # it says after each epoch that it has not converged
        model = self.model = MLPClassifier(
            (512, 256), alpha=0, batch_size=self.batch, learning_rate_init=1e-3, max_iter=1, warm_start=True,
            random_state=numpy.random.RandomState(1))

        def epoch(images, labels):
            return model.fit(images, labels).loss_curve_[-1]

        return epoch

    def predictions(self, images):
        return self.model.predict(images)


serving.serve({"train": Training})
