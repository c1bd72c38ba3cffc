// The hot loops of Backprop, in C, behind one header.
#ifndef CKERNELS_H
#define CKERNELS_H
#endif
