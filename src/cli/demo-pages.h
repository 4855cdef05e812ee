/* The invented statement that `pactwatch demo` serves, before and after its owners edited it. */
#pragma once

#include <glib.h>

#define PACT_DEMO_PARAGRAPHS 5

/* One state of the page: what stands around the words, and the words. */
typedef struct {
  const char *navigation, *rendered, *class_name;
  const char *paragraphs[PACT_DEMO_PARAGRAPHS];
} PactDemoPage;

extern const PactDemoPage pact_demo_pages[2];

/* The accepted terms of its two companies, as a baseline file. */
extern const char pact_demo_baseline[];

/* The page as a server would send it. */
GBytes *pact_demo_html (const PactDemoPage *page);
