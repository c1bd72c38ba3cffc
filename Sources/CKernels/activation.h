// Stand-in until the mathematical functions are here: only linear and relu.
INLINE VEC NAME(activate)(VEC z, int activation, SCALAR alpha) {
    (void)alpha;
    return activation == bp_relu ? (z > (VEC)(SCALAR)0 ? z : (VEC)(SCALAR)0) : z;
}
