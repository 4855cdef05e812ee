/* Versions one after another through the bookkeeping of the round, without a store. */
#include "cli/history.h"

#include "caps.h"
#include "pactwatch/read.h"
#include "read/fragment.h"
#include "standing.h"

typedef struct {
  PactDocument *document;
  char *name;
} Version;

struct PactHistory {
  const PactSource *source;
  const GPtrArray *own_topics;
  Version accepted, newest; /* the document is NULL before there is one */
  GPtrArray *standing;      /* PactFinding between the two: told, or a removal that waits */
  GPtrArray *spent;         /* PactFinding told that does not stand */
  guint fragments;          /* versions in a row that show a part of the page */
};

static void
version_clear (Version *version)
{
  g_clear_pointer (&version->document, pact_document_free);
  g_clear_pointer (&version->name, g_free);
}

PactHistory *
pact_history_new (const PactSource *source, const GPtrArray *own_topics)
{
  PactHistory *history = g_new0 (PactHistory, 1);

  history->source = source;
  history->own_topics = own_topics;
  history->standing = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  history->spent = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  return history;
}

void
pact_history_free (PactHistory *history)
{
  if (history == NULL)
    return;
  version_clear (&history->accepted);
  version_clear (&history->newest);
  g_ptr_array_unref (history->standing);
  g_ptr_array_unref (history->spent);
  g_free (history);
}

static bool
is_waiting (const PactHistory *history)
{
  for (guint i = 0; i < history->standing->len; i++)
    if (((const PactFinding *) history->standing->pdata[i])->waiting)
      return true;
  return false;
}

/* The newest version becomes the accepted one unless a removal in it is still to be confirmed. */
static void
accept_newest (PactHistory *history)
{
  g_ptr_array_set_size (history->spent, 0);
  if (is_waiting (history))
    return;
  g_ptr_array_set_size (history->standing, 0);
  version_clear (&history->accepted);
  history->accepted = history->newest;
  history->newest = (Version){ NULL, NULL };
}

/* Settles the standing findings against what differs now; those that hold no more are dropped. */
static void
settle (PactHistory *history, GPtrArray *differences, GPtrArray *findings)
{
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *standing = history->standing;

  for (guint i = 0; i < standing->len; i++)
    ((PactFinding *) standing->pdata[i])->id = i;
  pact_standing_settle (standing, differences, findings, ended);
  for (guint i = 0; i < standing->len; i++)
    ((PactFinding *) standing->pdata[i])->id = 0;
  for (guint i = ended->len; i-- > 0;)
    g_ptr_array_remove_index (standing, (guint) g_array_index (ended, gint64, i));
}

/* Removals that wait and still hold were seen `looks` times more, which may be enough. */
static void
confirm (PactHistory *history, guint looks, GPtrArray *told)
{
  for (guint i = 0; i < history->standing->len; i++) {
    PactFinding *finding = history->standing->pdata[i];

    finding->looks += looks;
    if (finding->waiting && finding->looks >= history->source->confirm_after) {
      finding->waiting = false;
      g_ptr_array_add (told, finding);
    }
  }
}

/* What is told now; new removals begin to wait. */
static GPtrArray *
tell (PactHistory *history, GPtrArray *findings)
{
  GPtrArray *told = g_ptr_array_new ();

  confirm (history, 1, told);
  while (findings->len > 0) {
    PactFinding *finding = g_ptr_array_steal_index (findings, 0);

    finding->looks = 1;
    finding->waiting = finding->verdict == PACT_VERDICT_REMOVED && !finding->went_back &&
                       history->source->confirm_after > 1;
    if (!finding->waiting)
      g_ptr_array_add (told, finding);
    g_ptr_array_add (finding->went_back ? history->spent : history->standing, finding);
  }
  return told;
}

/* Whether the version is a part of the one before, and not yet seen often enough to be believed. */
static bool
is_broken_off (PactHistory *history, const PactDocument *document)
{
  const PactDocument *whole =
      history->newest.document != NULL ? history->newest.document : history->accepted.document;
  bool fragment = whole != NULL && pact_document_is_fragment (document, whole);

  history->fragments = fragment ? history->fragments + 1 : 0;
  return fragment && history->fragments <= PACT_FRAGMENT_LOOKS;
}

static void
name_origin (GPtrArray *findings, const PactVersion *version)
{
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    finding->source = g_strdup (version->source);
    finding->url = g_strdup (version->url);
    finding->time = version->time;
  }
}

GPtrArray *
pact_history_add (PactHistory *history, const PactVersion *version, PactDocument *document_take)
{
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);

  if (is_broken_off (history, document_take)) {
    pact_document_free (document_take);
    return NULL;
  }
  accept_newest (history);
  version_clear (&history->newest);
  history->newest = (Version){ document_take, g_strdup (version->name) };
  if (history->accepted.document == NULL)
    return g_ptr_array_new ();
  differences = pact_compare_documents (history->accepted.document, document_take,
                                        history->source->topics, history->own_topics);
  settle (history, differences, findings);
  name_origin (findings, version);
  return tell (history, findings);
}

GPtrArray *
pact_history_end (PactHistory *history)
{
  GPtrArray *told = g_ptr_array_new ();

  confirm (history, history->source->confirm_after, told);
  return told;
}

const char *
pact_history_accepted (const PactHistory *history)
{
  return history->accepted.name;
}
