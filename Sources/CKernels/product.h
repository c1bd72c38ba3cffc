// The three products of a dense layer.
static void NAME(affine)(const SCALAR *x, const SCALAR *w, const SCALAR *bias, SCALAR *z, SCALAR *y, long rows,
                         long inputs, long outputs, bp_activation activation, SCALAR alpha, int threads) {
    (void)threads;
    static const SCALAR zeros[LANES];
    for (long o = 0; o < outputs; o += LANES) {
        struct NAME(tile) t = {.a_row = inputs * sizeof(SCALAR), .a_step = sizeof(SCALAR), .b = w + o, .b_step = outputs,
            .depth = inputs, .start = bias ? bias + o : zeros, .c_row = outputs, .last = outputs - o < LANES ? outputs - o : LANES};
        for (long r = 0; r < rows; r += TILE_ROWS) {
            t.a = (const char *)(x + r * inputs), t.c = (z ? z : y) + r * outputs + o;
            NAME(tiles)[rows - r < TILE_ROWS ? rows - r : TILE_ROWS][0](&t);
        }
    }
    for (long n = 0; n < rows * outputs; n += LANES)
        NAME(store_n)(y + n, NAME(activate)(NAME(load_n)((z ? z : y) + n, rows * outputs - n), activation, alpha), rows * outputs - n);
}

static void NAME(input_gradient)(const SCALAR *dz, const SCALAR *w, SCALAR *dx, long rows, long inputs,
                                 long outputs, int threads) {
    (void)threads;
    for (long r = 0; r < rows; r++)
        for (long i = 0; i < inputs; i++) {
            VEC sum = NAME(splat)(0);
            for (long o = 0; o < outputs; o++)
                sum = NAME(fma)(NAME(splat)(dz[r * outputs + o]), NAME(splat)(w[i * outputs + o]), sum);
            dx[r * inputs + i] = sum[0];
        }
}

static void NAME(weight_gradient)(const SCALAR *x, const SCALAR *dz, SCALAR *dw, SCALAR *db, long rows,
                                  long inputs, long outputs, int threads) {
    (void)threads;
    for (long i = 0; i < inputs; i++)
        for (long o = 0; o < outputs; o++) {
            VEC sum = NAME(splat)(0);
            for (long r = 0; r < rows; r++)
                sum = NAME(fma)(NAME(splat)(x[r * inputs + i]), NAME(splat)(dz[r * outputs + o]), sum);
            dw[i * outputs + o] = sum[0];
        }
    for (long o = 0; db && o < outputs; o++) {
        db[o] = 0;
        for (long r = 0; r < rows; r++) db[o] += dz[r * outputs + o];
    }
}
