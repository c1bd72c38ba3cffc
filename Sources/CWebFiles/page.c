#include "CWebFiles.h"

// `#embed` is of C23, which clang takes in every standard since its release 19.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t index_html[] = {
#embed "../BackpropServer/Web/index.html"
};
static const uint8_t page_css[] = {
#embed "../BackpropServer/Web/page.css"
};
static const uint8_t page_js[] = {
#embed "../BackpropServer/Web/page.js"
};

static const backprop_web_file files[] = {
    {"index.html", index_html, sizeof index_html},
    {"page.css", page_css, sizeof page_css},
    {"page.js", page_js, sizeof page_js},
};

const backprop_web_file *backprop_page_files(size_t *count) {
    *count = sizeof files / sizeof *files;
    return files;
}
