// The few functions of MPI that ranks need. Each returns 0, or an error code of MPI.
#pragma once
#include <stddef.h>

// Joins the other processes, and writes the rank of this one and their number.
int bp_ranks_begin(int *rank, int *size);

// Sends a part to every other rank and receives one from each, as many bytes as both sides expect. The part for this
// rank is copied.
int bp_ranks_exchange(int rank, int size, const void *const *parts, const size_t *part_bytes, void *const *results,
                      const size_t *result_bytes);

// Waits until all ranks end.
int bp_ranks_end(void);

// Ends all ranks with a status.
void bp_ranks_abort(int status);

// Writes the text of an error code.
void bp_ranks_error(int code, char *text, int capacity);
