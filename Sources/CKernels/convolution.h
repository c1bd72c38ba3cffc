// Convolution over images in channels-last order, and its two gradients, in tiles of patch.h.

struct NAME(convolution) {
    const bp_window *g;
    const SCALAR *x, *w, *dz, *bias;
    SCALAR *z, *y, *dx, *dw, *db;
    bp_activation activation;
    SCALAR alpha;
    bool continues;
};

// Whether windows extend beyond the input, so that it must be read from a copy with zeros around it.
INLINE bool NAME(is_padded)(const bp_window *g) {
    const long bottom = (g->out_height - 1) * g->stride_y + (g->kernel_height - 1) * g->dilation_y - g->top;
    const long right = (g->out_width - 1) * g->stride_x + (g->kernel_width - 1) * g->dilation_x - g->left;
    return g->top > 0 || g->left > 0 || bottom >= g->in_height || right >= g->in_width;
}

// One image as seen by its windows: the address of element (0, 0) of the first window, and the extent.
struct NAME(view) {
    const SCALAR *pixels;
    long height, width;  // of the stored image, padding included
};

static struct NAME(view) NAME(view)(const bp_window *g) {
    if (!NAME(is_padded)(g)) return (struct NAME(view)){NULL, g->in_height, g->in_width};
    const long height = (g->out_height - 1) * g->stride_y + (g->kernel_height - 1) * g->dilation_y + 1;
    const long width = (g->out_width - 1) * g->stride_x + (g->kernel_width - 1) * g->dilation_x + 1;
    return (struct NAME(view)){NULL, height, width};
}

// Copies rows [first, end) of an image to a view whose border is already zero.
static void NAME(copy_inside)(const bp_window *g, const SCALAR *image, const struct NAME(view) *view, SCALAR *to) {
    const long c = g->in_channels;
    const long height = SMALLER(g->in_height, view->height - g->top), width = SMALLER(g->in_width, view->width - g->left);
    if (width <= 0) return;
    for (long i = 0; i < height; i++)
        memcpy(to + ((i + g->top) * view->width + g->left) * c, image + i * g->in_width * c, (size_t)(width * c) * sizeof(SCALAR));
}

// The address of image n, copied to `memory` with its border if it has one.
static const SCALAR *NAME(padded_image)(const bp_window *g, const SCALAR *x, long n, const struct NAME(view) *view, SCALAR *memory) {
    const SCALAR *image = x + n * g->in_height * g->in_width * g->in_channels;
    if (!memory) return image;
    NAME(copy_inside)(g, image, view, memory);
    return memory;
}

static SCALAR *NAME(zeroed_border)(const bp_window *g, const struct NAME(view) *view) {
    if (!NAME(is_padded)(g)) return NULL;
    const size_t bytes = (size_t)(view->height * view->width * g->in_channels) * sizeof(SCALAR);
    return memset(bp_scratch(bytes), 0, bytes);
}

// The number of units, of `work` multiply-adds each, that are worth a thread.
INLINE long NAME(grain)(double work) {
    const double units = (double)bp_work_per_thread() / (work > 1 ? work : 1);
    return units < 1 ? 1 : (long)units;
}

#include "depthwise.h"

// Output rows [begin, end) of all images.
static void NAME(convolve)(void *context, long begin, long end) {
    const struct NAME(convolution) *p = context;
    const bp_window *g = p->g;
    struct NAME(view) view = NAME(view)(g);
    SCALAR *const memory = NAME(zeroed_border)(g, &view);
    const long in = g->in_channels / g->groups, out = g->out_channels / g->groups, row = g->out_width * g->out_channels;
    const bool is_whole = g->groups == 1 && g->dilation_x == 1;  // whether a window's row is contiguous
    const bool is_depthwise = NAME(is_depthwise)(g);
    SCALAR *const sums = p->z ? p->z : p->y;
    struct NAME(patch) t = {
        .a_row = g->stride_x * g->in_channels, .depth = is_whole ? in * g->kernel_width : in, .a_step = 1,
        .b_step = g->out_channels,
        .inner = is_whole ? 1 : g->kernel_width, .a_inner = g->dilation_x * g->in_channels, .b_inner = in * g->out_channels,
        .outer = g->kernel_height, .a_outer = g->dilation_y * view.width * g->in_channels,
        .b_outer = g->kernel_width * in * g->out_channels,
        .c_row = g->out_channels,
        .is_rectified = !p->z && p->activation == bp_relu && !is_depthwise,
    };
    long copied = -1;
    for (long i = begin; i < end; i++) {
        const long n = i / g->out_height, v = i % g->out_height;
        if (n != copied) view.pixels = NAME(padded_image)(g, p->x, copied = n, &view, memory);
        if (is_depthwise) NAME(depthwise_row)(p, &view, v, sums + i * row);
        for (long group = 0; group < (is_depthwise ? 0 : g->groups); group++) {
            t.a = view.pixels + v * g->stride_y * view.width * g->in_channels + group * in;
            t.b = p->w + group * out;
            t.start = p->bias ? p->bias + group * out : NULL;
            t.c = sums + i * row + group * out;
            NAME(patch_all)(&t, g->out_width, out);
        }
        if (p->activation != bp_linear && !t.is_rectified)
            NAME(activate_all)(sums + i * row, p->y + i * row, row, p->activation, p->alpha);
        else if (p->z) memcpy(p->y + i * row, p->z + i * row, (size_t)row * sizeof(SCALAR));
    }
}

static double NAME(window_work)(const bp_window *g) {  // multiply-adds of one output row
    return (double)g->out_width * g->out_channels * g->kernel_height * g->kernel_width * (g->in_channels / g->groups);
}

static void NAME(convolution)(const bp_window *g, const SCALAR *x, const SCALAR *w, const SCALAR *bias, SCALAR *z,
                              SCALAR *y, bp_activation activation, SCALAR alpha, long threads) {
    struct NAME(convolution) p = {.g = g, .x = x, .w = w, .bias = bias, .z = z, .y = y, .activation = activation, .alpha = alpha};
    bp_parallel_for(g->rows * g->out_height, NAME(grain)(NAME(window_work)(g)), NAME(convolve), &p, threads);
}

// The range of outputs u whose window covers inputs at offset q: 0 <= u stride + shift < extent.
INLINE void NAME(covering)(long shift, long stride, long extent, long outputs, long *first, long *end) {
    *first = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
    *end = extent - shift <= 0 ? 0 : (extent - shift + stride - 1) / stride;
    *end = SMALLER(*end, outputs);
}

// Input rows [begin, end) of all images. `w` is transposed: [kernel_height, kernel_width, out_channels, in / groups].
static void NAME(convolve_back)(void *context, long begin, long end) {
    const struct NAME(convolution) *p = context;
    const bp_window *g = p->g;
    const long in = g->in_channels / g->groups, out = g->out_channels / g->groups, row = g->in_width * g->in_channels;
    const bool is_depthwise = NAME(is_depthwise)(g);
    struct NAME(patch) t = {
        .a_row = g->out_channels, .depth = out, .a_step = 1, .b_step = in, .inner = 1, .outer = 1,
        .start_row = g->stride_x * g->in_channels, .c_row = g->stride_x * g->in_channels,
    };
    for (long i = begin; i < end; i++) {
        const long n = i / g->in_height, j = i % g->in_height;
        SCALAR *const to = p->dx + i * row;
        if (!p->bias) memset(to, 0, (size_t)row * sizeof(SCALAR));
        for (long k = 0; p->bias && k < g->in_width; k++)
            memcpy(to + k * g->in_channels, p->bias, (size_t)g->in_channels * sizeof(SCALAR));
        for (long r = 0; r < g->kernel_height; r++) {
            const long at = j + g->top - r * g->dilation_y, v = at / g->stride_y;
            if (at < 0 || at % g->stride_y != 0 || v >= g->out_height) continue;
            for (long q = 0; q < g->kernel_width; q++) {
                long u, u_end;
                const long shift = q * g->dilation_x - g->left;
                NAME(covering)(shift, g->stride_x, g->in_width, g->out_width, &u, &u_end);
                if (u >= u_end) continue;
                if (is_depthwise) NAME(depthwise_back)(p, n, v, r * g->kernel_width + q, u, u_end, to + shift * g->in_channels);
                for (long group = 0; group < (is_depthwise ? 0 : g->groups); group++) {
                    t.a = p->dz + ((n * g->out_height + v) * g->out_width + u) * g->out_channels + group * out;
                    t.b = p->w + ((r * g->kernel_width + q) * g->out_channels + group * out) * in;
                    t.c = to + (u * g->stride_x + shift) * g->in_channels + group * in;
                    t.start = t.c;
                    NAME(patch_all)(&t, u_end - u, in);
                }
            }
        }
    }
}

static void NAME(convolution_input_gradient)(const bp_window *g, const SCALAR *dz, const SCALAR *w, const SCALAR *start,
                                             SCALAR *workspace, SCALAR *dx, long threads) {
    const long in = g->in_channels / g->groups, size = in * g->out_channels;
    for (long k = 0; k < g->kernel_height * g->kernel_width; k++)
        NAME(transposed)(w + k * size, g->out_channels, in, g->out_channels, workspace + k * size, in, false);
    struct NAME(convolution) p = {.g = g, .dz = dz, .w = workspace, .bias = start, .dx = dx};
    const double work = NAME(window_work)(g) * g->out_height / g->in_height;
    bp_parallel_for(g->rows * g->in_height, NAME(grain)(work), NAME(convolve_back), &p, threads);
}

// The number of images that are added to a weight's sum before the sum returns to memory.
#define IMAGES_AT_A_TIME 4

// Rows [begin, end) of dw as a matrix of [kernel_height * kernel_width * in, out_channels].
static void NAME(weight_gradient_rows)(void *context, long begin, long end) {
    const struct NAME(convolution) *p = context;
    const bp_window *g = p->g;
    struct NAME(view) view = NAME(view)(g);
    const bool is_padded = NAME(is_padded)(g);
    const long pixels = view.height * view.width * g->in_channels, images = is_padded ? 1 : IMAGES_AT_A_TIME;
    SCALAR *const memory = NAME(zeroed_border)(g, &view);
    const long in = g->in_channels / g->groups, out = g->out_channels / g->groups;
    const bool is_whole = g->groups == 1 && g->dilation_x == 1;
    const long piece = is_whole ? in * g->kernel_width : in;  // rows of dw with contiguous inputs
    if (!p->continues) memset(p->dw + begin * g->out_channels, 0, (size_t)((end - begin) * g->out_channels) * sizeof(SCALAR));
    struct NAME(patch) t = {
        .a_row = 1, .depth = g->out_width, .a_step = g->stride_x * g->in_channels, .b_step = g->out_channels,
        .inner = g->out_height, .a_inner = g->stride_y * view.width * g->in_channels, .b_inner = g->out_width * g->out_channels,
        .a_outer = pixels, .b_outer = g->out_height * g->out_width * g->out_channels,
        .start_row = g->out_channels, .c_row = g->out_channels,
    };
    for (long n = 0; n < g->rows; n += images) {
        t.outer = SMALLER(images, g->rows - n);
        view.pixels = NAME(padded_image)(g, p->x, n, &view, memory);
        for (long m = begin, next; m < end; m = next) {
            next = SMALLER(end, (m / piece + 1) * piece);
            const long window = m / piece, r = is_whole ? window : window / g->kernel_width;
            const long q = is_whole ? 0 : window % g->kernel_width;
            for (long group = 0; group < g->groups; group++) {
                t.a = view.pixels + (r * g->dilation_y * view.width + q * g->dilation_x) * g->in_channels + group * in + m % piece;
                t.b = p->dz + n * t.b_outer + group * out;
                t.c = p->dw + m * g->out_channels + group * out;
                t.start = t.c;
                NAME(patch_all)(&t, next - m, out);
            }
        }
    }
}

// A 3 x 3 kernel over one channel has nine rows of weights, too few to divide. All nine are summed together, and
// threads divide the vectors of outputs.
INLINE bool NAME(is_3x3)(const bp_window *g) { return g->in_channels == 1 && g->kernel_height == 3 && g->kernel_width == 3; }

// Adds the gradients of `images` images from n on to `vectors` vectors of outputs from column o on.
INLINE void NAME(weight_gradient_3x3_vectors)(const struct NAME(convolution) *p, const struct NAME(view) *view, long n, long images, long o, const int vectors) {
    const bp_window *g = p->g;
    const long c = g->out_channels, last = c - o - (vectors - 1) * LANES, across = g->dilation_x, down = g->dilation_y * view->width;
    VEC sums[9][2];
    UNROLL for (int m = 0; m < 9; m++) UNROLL for (int k = 0; k < vectors; k++)
        sums[m][k] = NAME(load_n)(p->dw + m * c + o + k * LANES, k < vectors - 1 ? LANES : last);
    const SCALAR *dz = p->dz + n * g->out_height * g->out_width * c + o;
    for (long i = 0; i < images * g->out_height; i++) {
        const SCALAR *x = view->pixels + i / g->out_height * view->height * view->width + i % g->out_height * g->stride_y * view->width;
        for (long u = 0; u < g->out_width; u++, x += g->stride_x, dz += c) {
            VEC gradient[2];
            UNROLL for (int k = 0; k < vectors; k++) gradient[k] = NAME(load_n)(dz + k * LANES, k < vectors - 1 ? LANES : last);
            UNROLL for (int r = 0; r < 3; r++) UNROLL for (int q = 0; q < 3; q++) {
                const VEC pixel = NAME(splat)(x[r * down + q * across]);
                UNROLL for (int k = 0; k < vectors; k++) sums[3 * r + q][k] = NAME(fma)(pixel, gradient[k], sums[3 * r + q][k]);
            }
        }
    }
    UNROLL for (int m = 0; m < 9; m++) UNROLL for (int k = 0; k < vectors; k++)
        NAME(store_n)(p->dw + m * c + o + k * LANES, sums[m][k], k < vectors - 1 ? LANES : last);
}

#if HIGHEST == 14  // 32 registers
#define VECTORS_AT_A_TIME 2
#else
#define VECTORS_AT_A_TIME 1
#endif

// Vectors [begin, end) of the outputs of dw.
static void NAME(weight_gradient_3x3)(void *context, long begin, long end) {
    const struct NAME(convolution) *p = context;
    const bp_window *g = p->g;
    struct NAME(view) view = NAME(view)(g);
    SCALAR *const memory = NAME(zeroed_border)(g, &view);
    const long images = memory ? 1 : IMAGES_AT_A_TIME, c = g->out_channels;
    for (int m = 0; m < 9 && !p->continues; m++)
        memset(p->dw + m * c + begin * LANES, 0, (size_t)(SMALLER(end * LANES, c) - begin * LANES) * sizeof(SCALAR));
    for (long n = 0; n < g->rows; n += images) {
        view.pixels = NAME(padded_image)(g, p->x, n, &view, memory);
        long o = begin;
        for (; o + VECTORS_AT_A_TIME <= end; o += VECTORS_AT_A_TIME)
            NAME(weight_gradient_3x3_vectors)(p, &view, n, SMALLER(images, g->rows - n), o * LANES, VECTORS_AT_A_TIME);
        if (o < end) NAME(weight_gradient_3x3_vectors)(p, &view, n, SMALLER(images, g->rows - n), o * LANES, 1);
    }
}

// Columns [begin, end) of db, in vectors.
static void NAME(sum_positions)(void *context, long begin, long end) {
    const struct NAME(convolution) *p = context;
    const long positions = p->g->out_height * p->g->out_width, c = p->g->out_channels;
    for (long o = begin * LANES; o < SMALLER(end * LANES, c); o += LANES) {
        const SCALAR *dz = p->dz + o;
        const long n = c - o;
        VEC total = p->continues ? NAME(load_n)(p->db + o, n) : NAME(splat)(0);
        for (long image = 0; image < p->g->rows; image++) {
            VEC sums[4] = {0};
            long k = 0;
            for (; k + 4 <= positions; k += 4, dz += 4 * c)
                UNROLL for (int s = 0; s < 4; s++) sums[s] += NAME(load_n)(dz + s * c, n);
            for (int s = 0; k < positions; k++, s++, dz += c) sums[s] += NAME(load_n)(dz, n);
            total += (sums[0] + sums[1]) + (sums[2] + sums[3]);
        }
        NAME(store_n)(p->db + o, total, n);
    }
}

static void NAME(convolution_weight_gradient)(const bp_window *g, const SCALAR *x, const SCALAR *dz, SCALAR *dw,
                                              SCALAR *db, bool continues, long threads) {
    struct NAME(convolution) p = {.g = g, .x = x, .dz = dz, .dw = dw, .db = db, .continues = continues};
    const bool is_depthwise = NAME(is_depthwise)(g), is_3x3 = NAME(is_3x3)(g);
    const long rows = g->kernel_height * g->kernel_width * (g->in_channels / g->groups), vectors = (g->out_channels + LANES - 1) / LANES;
    const long units = is_depthwise || is_3x3 ? vectors : rows;
    const double work = NAME(window_work)(g) * g->rows * g->out_height / units;
    bp_parallel_for(units, NAME(grain)(work), is_depthwise ? NAME(depthwise_weight_gradient) : is_3x3 ? NAME(weight_gradient_3x3) : NAME(weight_gradient_rows), &p, threads);
    if (db) bp_parallel_for((g->out_channels + LANES - 1) / LANES, NAME(grain)((double)g->rows * g->out_height * g->out_width * LANES), NAME(sum_positions), &p, threads);
}
