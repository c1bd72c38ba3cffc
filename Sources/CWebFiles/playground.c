#include "CWebFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t index_html[] = {
#embed "../BackpropServer/Web/Playground/index.html"
};
static const uint8_t page_css[] = {
#embed "../BackpropServer/Web/Playground/page.css"
};
static const uint8_t address_js[] = {
#embed "../BackpropServer/Web/Playground/address.js"
};
static const uint8_t api_js[] = {
#embed "../BackpropServer/Web/Playground/api.js"
};
static const uint8_t chart_js[] = {
#embed "../BackpropServer/Web/Playground/chart.js"
};
static const uint8_t colors_js[] = {
#embed "../BackpropServer/Web/Playground/colors.js"
};
static const uint8_t controls_js[] = {
#embed "../BackpropServer/Web/Playground/controls.js"
};
static const uint8_t details_js[] = {
#embed "../BackpropServer/Web/Playground/details.js"
};
static const uint8_t dom_js[] = {
#embed "../BackpropServer/Web/Playground/dom.js"
};
static const uint8_t main_js[] = {
#embed "../BackpropServer/Web/Playground/main.js"
};
static const uint8_t network_js[] = {
#embed "../BackpropServer/Web/Playground/network.js"
};
static const uint8_t recipe_js[] = {
#embed "../BackpropServer/Web/Playground/recipe.js"
};
static const uint8_t results_js[] = {
#embed "../BackpropServer/Web/Playground/results.js"
};
static const uint8_t surface_js[] = {
#embed "../BackpropServer/Web/Playground/surface.js"
};
static const uint8_t tour_js[] = {
#embed "../BackpropServer/Web/Playground/tour.js"
};

static const backprop_web_file files[] = {
    {"index.html", index_html, sizeof index_html},
    {"page.css", page_css, sizeof page_css},
    {"address.js", address_js, sizeof address_js},
    {"api.js", api_js, sizeof api_js},
    {"chart.js", chart_js, sizeof chart_js},
    {"colors.js", colors_js, sizeof colors_js},
    {"controls.js", controls_js, sizeof controls_js},
    {"details.js", details_js, sizeof details_js},
    {"dom.js", dom_js, sizeof dom_js},
    {"main.js", main_js, sizeof main_js},
    {"network.js", network_js, sizeof network_js},
    {"recipe.js", recipe_js, sizeof recipe_js},
    {"results.js", results_js, sizeof results_js},
    {"surface.js", surface_js, sizeof surface_js},
    {"tour.js", tour_js, sizeof tour_js},
};

const backprop_web_file *backprop_playground_files(size_t *count) {
    *count = sizeof files / sizeof *files;
    return files;
}
