#include "CRanks.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>

// A message has at most this many bytes, since MPI counts in 32 bits.
enum { LARGEST_MESSAGE = 1 << 30 };

int bp_ranks_begin(int *rank, int *size) {
    int provided, code = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
    if (code) return code;
    // Errors are reported by the program, with the rank.
    code = MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    if (!code) code = MPI_Comm_rank(MPI_COMM_WORLD, rank);
    return code ? code : MPI_Comm_size(MPI_COMM_WORLD, size);
}

static size_t messages(size_t bytes) { return (bytes + LARGEST_MESSAGE - 1) / LARGEST_MESSAGE; }

static int length(size_t bytes, size_t offset) {
    return (int)(bytes - offset < LARGEST_MESSAGE ? bytes - offset : LARGEST_MESSAGE);
}

int bp_ranks_exchange(int rank, int size, const void *const *parts, const size_t *part_bytes, void *const *results,
                      const size_t *result_bytes) {
    size_t count = 0;
    for (int other = 0; other < size; other++) count += messages(part_bytes[other]) + messages(result_bytes[other]);
    MPI_Request *requests = malloc((count + 1) * sizeof *requests);
    if (!requests) return MPI_ERR_NO_MEM;
    int begun = 0, code = MPI_SUCCESS;
    // Messages between two ranks arrive in the order in which they were sent.
    for (int other = 0; other < size; other++)
        for (size_t at = 0; other != rank && at < result_bytes[other] && !code; at += LARGEST_MESSAGE)
            code = MPI_Irecv((char *)results[other] + at, length(result_bytes[other], at), MPI_BYTE, other, 0,
                             MPI_COMM_WORLD, &requests[begun++]);
    for (int other = 0; other < size; other++)
        for (size_t at = 0; other != rank && at < part_bytes[other] && !code; at += LARGEST_MESSAGE)
            code = MPI_Isend((const char *)parts[other] + at, length(part_bytes[other], at), MPI_BYTE, other, 0,
                             MPI_COMM_WORLD, &requests[begun++]);
    memmove(results[rank], parts[rank], part_bytes[rank]);
    if (!code) code = MPI_Waitall(begun, requests, MPI_STATUSES_IGNORE);
    free(requests);
    return code;
}

int bp_ranks_end(void) { return MPI_Finalize(); }

void bp_ranks_abort(int status) { MPI_Abort(MPI_COMM_WORLD, status); }

void bp_ranks_error(int code, char *text, int capacity) {
    char whole[MPI_MAX_ERROR_STRING] = "";
    int count = 0;
    if (MPI_Error_string(code, whole, &count)) whole[0] = 0;
    strncpy(text, whole, (size_t)capacity - 1);
    text[capacity - 1] = 0;
}
