// FANN in double precision: the article's job as a whole process, and online steps on request.
// Usage: fann article WHEAT-SEEDS.csv EPOCHS   prints the mean accuracy over five folds
//        fann online                           answers "round" with the nanoseconds of one step
#define _POSIX_C_SOURCE 200809L
#include <doublefann.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { inputs = 7, hidden = 5, outputs = 3, most_rows = 1000, folds = 5 };
static double features[most_rows][inputs], targets[most_rows][outputs];
static int classes[most_rows], row_count;

static struct fann *network(void) {
    struct fann *net = fann_create_standard(3, inputs, hidden, outputs);
    fann_set_activation_function_hidden(net, FANN_SIGMOID);
    fann_set_activation_function_output(net, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(net, 0.5);  // 1 / (1 + exp(-2 s x)): the plain sigmoid
    fann_set_activation_steepness_output(net, 0.5);
    fann_set_training_algorithm(net, FANN_TRAIN_INCREMENTAL);
    fann_set_train_error_function(net, FANN_ERRORFUNC_LINEAR);
    fann_set_learning_rate(net, 0.3f);
    fann_set_learning_momentum(net, 0);
    fann_randomize_weights(net, 0, 1);
    return net;
}

static bool read_rows(const char *path) {
    FILE *file = fopen(path, "r");
    char line[1000];
    while (file && row_count < most_rows && fgets(line, sizeof line, file)) {
        char *at = line;
        for (int i = 0; i < inputs; i++, at++) features[row_count][i] = strtod(at, &at);
        classes[row_count++] = (int)strtol(at, NULL, 10) - 1;
    }
    for (int i = 0; i < inputs; i++) {
        double low = features[0][i], high = low;
        for (int r = 0; r < row_count; r++) {
            if (features[r][i] < low) low = features[r][i];
            if (features[r][i] > high) high = features[r][i];
        }
        for (int r = 0; r < row_count; r++) features[r][i] = (features[r][i] - low) / (high - low);
    }
    for (int r = 0; r < row_count; r++)
        for (int k = 0; k < outputs; k++) targets[r][k] = classes[r] == k;
    if (file) fclose(file);
    return row_count > 0;
}

static int article(const char *path, int epochs) {
    if (!read_rows(path)) return 1;
    int order[most_rows];
    for (int r = 0; r < row_count; r++) order[r] = r;
    srand(1);
    for (int r = row_count - 1; r > 0; r--) {
        const int other = rand() % (r + 1), kept = order[r];
        order[r] = order[other], order[other] = kept;
    }
    double sum = 0;
    for (int fold = 0; fold < folds; fold++) {
        struct fann *net = network();
        for (int epoch = 0; epoch < epochs; epoch++)
            for (int r = 0; r < row_count; r++)
                if (r % folds != fold) fann_train(net, features[order[r]], targets[order[r]]);
        int right = 0, tested = 0;
        for (int r = fold; r < row_count; r += folds, tested++) {
            const double *values = fann_run(net, features[order[r]]);
            int best = 0;
            for (int k = 1; k < outputs; k++)
                if (values[k] > values[best]) best = k;
            right += best == classes[order[r]];
        }
        sum += (double)right / tested;
        fann_destroy(net);
    }
    printf("%f\n", sum / folds);
    return 0;
}

static int online(void) {
    for (row_count = 0; row_count < 168; row_count++) {
        for (int i = 0; i < inputs; i++) features[row_count][i] = rand() / (double)RAND_MAX;
        targets[row_count][row_count % outputs] = 1;
    }
    struct fann *net = network();
    printf("{\"what\": \"FANN 2.2, double precision\"}\n");
    fflush(stdout);
    char line[100];
    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "round", 5) != 0) {
            printf("{}\n");
            fflush(stdout);
            continue;
        }
        struct timespec begin, end;
        clock_gettime(CLOCK_MONOTONIC, &begin);
        const int epochs = 1500;
        for (int epoch = 0; epoch < epochs; epoch++)
            for (int r = 0; r < row_count; r++) fann_train(net, features[r], targets[r]);
        clock_gettime(CLOCK_MONOTONIC, &end);
        const double seconds = (double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec);
        printf("{\"value\": %f}\n", seconds * 1e9 / epochs / row_count);
        fflush(stdout);
    }
    fann_destroy(net);
    return 0;
}

int main(int count, char **arguments) {
    if (count == 4 && strcmp(arguments[1], "article") == 0) return article(arguments[2], atoi(arguments[3]));
    if (count == 2 && strcmp(arguments[1], "online") == 0) return online();
    fprintf(stderr, "usage: fann article WHEAT-SEEDS.csv EPOCHS | fann online\n");
    return 64;
}
