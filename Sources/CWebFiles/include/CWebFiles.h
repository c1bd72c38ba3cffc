// The files of web pages as bytes of the program, so that a page needs no folder next to the binary.
#ifndef BACKPROP_CWEBFILES_H
#define BACKPROP_CWEBFILES_H

#include <stddef.h>
#include <stdint.h>

/// A file of a page.
typedef struct {
    const char *name;      // the name that pages use, such as "page.css"
    const uint8_t *bytes;
    size_t count;
} backprop_web_file;

/// Returns the files of the page at `/`, and their number.
const backprop_web_file *backprop_page_files(size_t *count);

/// Returns the files of the playground's page, and their number.
const backprop_web_file *backprop_playground_files(size_t *count);

#endif
