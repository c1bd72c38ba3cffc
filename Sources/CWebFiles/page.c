#include "CWebFiles.h"

// `#embed` is of C23, which clang takes in every standard since its release 19.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t index_html[] = {
#embed "../BackpropServer/Web/index.html"
};
static const uint8_t icon_svg[] = {
#embed "../BackpropServer/Web/icon.svg"
};
static const uint8_t page_css[] = {
#embed "../BackpropServer/Web/page.css"
};
static const uint8_t charts_js[] = {
#embed "../BackpropServer/Web/charts.js"
};
static const uint8_t elements_js[] = {
#embed "../BackpropServer/Web/elements.js"
};
static const uint8_t fields_js[] = {
#embed "../BackpropServer/Web/fields.js"
};
static const uint8_t page_js[] = {
#embed "../BackpropServer/Web/page.js"
};
static const uint8_t server_js[] = {
#embed "../BackpropServer/Web/server.js"
};

static const backprop_web_file files[] = {
    {"index.html", index_html, sizeof index_html},    {"icon.svg", icon_svg, sizeof icon_svg},
    {"page.css", page_css, sizeof page_css},          {"charts.js", charts_js, sizeof charts_js},
    {"elements.js", elements_js, sizeof elements_js}, {"fields.js", fields_js, sizeof fields_js},
    {"page.js", page_js, sizeof page_js},             {"server.js", server_js, sizeof server_js},
};

const backprop_web_file *backprop_page_files(size_t *count) {
    *count = sizeof files / sizeof *files;
    return files;
}
