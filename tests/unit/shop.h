/* A report made by hand, for the tests of writers: a web shop with boundaries that nest, a line,
 * names that want escaping, and threats of every severity and scope. */
#pragma once

#include "tm.h"

typedef struct {
    TmModel *model;
    TmTemplate template;
    TmReport report;
} Shop;

/* @format: of the importer that pretends to have read it. */
Shop *shop_new(const char *format);
void shop_free(Shop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shop, shop_free)
