// Included by check.c once per scalar: the kernels of images, each instruction set and number of threads against the
// first. That the first is right is for the Swift tests, which compare with plain loops.

static void HERE(same)(SCALAR *first, SCALAR *values, long count, int is_first, const char *what) {
    if (is_first) {
        memcpy(first, values, sizeof(SCALAR) * (size_t)count);
        mix(values, sizeof(SCALAR) * (size_t)count);
    }
    HERE(end)(values, first, count, what);
}

static void HERE(check_images)(const bp_window *g, const bp_window *pool) {
    const long in = g->rows * g->in_height * g->in_width * g->in_channels;
    const long out = g->rows * g->out_height * g->out_width * g->out_channels;
    const long weights = g->kernel_height * g->kernel_width * g->in_channels / g->groups * g->out_channels;
    const long pooled = pool->rows * pool->out_height * pool->out_width * pool->in_channels;
    SCALAR *x = HERE(make)(in, 1), *w = HERE(make)(weights, 1), *bias = HERE(make)(g->out_channels, 1);
    SCALAR *dz = HERE(make)(out, 1), *dy = HERE(make)(pooled, 1);
    SCALAR *y = HERE(make)(out, 0), *dx = HERE(make)(in, 0), *dw = HERE(make)(weights, 0), *db = HERE(make)(g->out_channels, 0);
    SCALAR *most = HERE(make)(pooled, 0), *mean = HERE(make)(pooled, 0), *dmost = HERE(make)(in, 0), *dmean = HERE(make)(in, 0);
    int is_first = 1;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!bp_simd_select(sets[s])) continue;
        for (size_t t = 0; t < sizeof thread_counts / sizeof *thread_counts; t++, is_first = 0) {
            const int threads = thread_counts[t];
            SCALAR *a = HERE(make)(out, 0), *b = HERE(make)(in, 0), *c = HERE(make)(weights, 0), *d = HERE(make)(g->out_channels, 0);
            SCALAR *turned = HERE(make)(weights, 0);
            BP(convolution)(g, x, w, bias, NULL, a, bp_relu, 0, threads);
            BP(convolution_input_gradient)(g, dz, w, NULL, turned, b, threads);
            BP(convolution_weight_gradient)(g, x, dz, c, d, 0, threads);
            free(turned - guard);
            HERE(same)(y, a, out, is_first, "convolution");
            HERE(same)(dx, b, in, is_first, "convolution_input_gradient");
            HERE(same)(dw, c, weights, is_first, "convolution_weight_gradient");
            HERE(same)(db, d, g->out_channels, is_first, "convolution bias gradient");
            uint32_t *winners = malloc(sizeof(uint32_t) * (size_t)pooled);
            SCALAR *e = HERE(make)(pooled, 0), *f = HERE(make)(in, 0), *h = HERE(make)(pooled, 0), *i = HERE(make)(in, 0);
            BP(max_pool)(pool, x, e, winners, threads);
            BP(max_pool_gradient)(pool, dy, winners, f, threads);
            BP(average_pool)(pool, x, h, 1, threads);
            BP(average_pool_gradient)(pool, dy, i, 1, threads);
            free(winners);
            HERE(same)(most, e, pooled, is_first, "max_pool");
            HERE(same)(dmost, f, in, is_first, "max_pool_gradient");
            HERE(same)(mean, h, pooled, is_first, "average_pool");
            HERE(same)(dmean, i, in, is_first, "average_pool_gradient");
        }
    }
    SCALAR *all[] = {x, w, bias, dz, dy, y, dx, dw, db, most, mean, dmost, dmean};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i] - guard);
}
