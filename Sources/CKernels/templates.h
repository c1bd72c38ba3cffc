// The list of template headers, for one instruction set and one scalar; then the table of what they define.

#define LANES (REGISTER_BYTES / (IS_F64 ? 8 : 4))
#define NAME(x) GLUE(x, SUFFIX, SIMD)

#include "lanes.h"
#include "math_functions.h"
#include "transpose.h"
#include "tile.h"
#include "row.h"
#include "product.h"
#include "elementwise.h"
#include "rows.h"
#include "optimizers.h"
#include "online.h"
#include "online_folds.h"
#include "patch.h"
#include "convolution.h"
#include "pooling.h"
#include "normalization.h"

#define ENTRY(name, parameters, arguments) .name = NAME(name),
#define RUN_ENTRY(name, parameters, arguments) .name = NAME(run_##name),
const struct BP_TABLE(SUFFIX) NAME(bp_kernels) = {BP_KERNELS(ENTRY) BP_ELEMENTWISE(RUN_ENTRY) BP_IMAGES(ENTRY)};
#undef ENTRY
#undef RUN_ENTRY

#undef LANES
#undef NAME
#undef VEC
#undef IVEC
#undef UVEC
