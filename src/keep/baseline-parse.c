/* Baseline files and TSV tables into PactBaseline. Every mistake is named, not only the first, so
 * that a person mends a file in one go. */
#include <string.h>

#include "keep/baseline.h"

typedef enum { IN_NOTHING, IN_BASELINE, IN_PARTY, IN_EDITION, IN_TERM } Section;

typedef struct {
  const char *path;
  guint line; /* 0 when the mistake is none of one line */
  GPtrArray *mistakes;
  PactBaseline *baseline;
  Section section;
  gpointer record;  /* what the section fills: PactBaseline, PactParty ... */
  char *group;      /* as written, without brackets; NULL before the first */
  GHashTable *seen; /* "[group]" and "[group]key", to tell what stands there twice */
} Parser;

static const struct {
  const char *word;
  Section section;
  bool named;
} sections[] = {
  { "Baseline", IN_BASELINE, false },
  { "Party", IN_PARTY, true },
  { "Edition", IN_EDITION, true },
  { "Term", IN_TERM, true },
};

static const struct {
  Section section;
  const char *key;
  gsize offset;
  bool is_list;
} keys[] = {
  { IN_BASELINE, "Title", G_STRUCT_OFFSET (PactBaseline, title), false },
  { IN_PARTY, "Alias", G_STRUCT_OFFSET (PactParty, aliases), true },
  { IN_PARTY, "Product", G_STRUCT_OFFSET (PactParty, products), true },
  { IN_EDITION, "Title", G_STRUCT_OFFSET (PactEdition, title), false },
  { IN_EDITION, "URL", G_STRUCT_OFFSET (PactEdition, url), false },
  { IN_TERM, "Topic", G_STRUCT_OFFSET (PactTerm, topic), false },
};

/* "FILE:12: [Term cloud] Topic='': fix"; without a key the value is the line itself. */
static void
mistake (const Parser *parser, const char *group, const char *key, const char *value,
         const char *fix)
{
  GString *text = g_string_new (parser->path);

  if (parser->line > 0)
    g_string_append_printf (text, ":%u", parser->line);
  g_string_append (text, ": ");
  if (group != NULL)
    g_string_append_printf (text, "[%s] ", group);
  g_string_append_printf (text, "%s%s'%.60s': %s", key ? key : "", key ? "=" : "", value, fix);
  g_ptr_array_add (parser->mistakes, g_utf8_make_valid (text->str, (gssize) text->len));
  g_string_free (text, TRUE);
}

bool
pact_baseline_is_date (const char *text)
{
  static const char form[] = "0000-00-00T00:00:00Z";
  const gsize day = strlen ("0000-00-00"), length = strlen (text);
  g_autofree char *moment = g_strconcat (text, length == day ? form + day : "", NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = NULL;

  if (strlen (moment) != strlen (form))
    return false;
  for (gsize i = 0; i < strlen (form); i++)
    if (form[i] == '0' ? !g_ascii_isdigit (moment[i]) : moment[i] != form[i])
      return false;
  date = g_date_time_new_from_iso8601 (moment, utc);
  return date != NULL;
}

#define DATE_FIX "no date; write it as 2026-04-27 or 2026-04-27T10:15:00Z"

static gpointer
open_record (Parser *parser, Section section, const char *name)
{
  switch (section) {
  case IN_PARTY:
    return pact_baseline_add_party (parser->baseline, name);
  case IN_EDITION:
    if (!pact_baseline_is_date (name))
      mistake (parser, NULL, "Edition", name, DATE_FIX);
    return pact_baseline_add_edition (parser->baseline, name);
  case IN_TERM:
    if (strpbrk (name, " \t") != NULL)
      mistake (parser, NULL, "Term", name, "a term's name is one word; use '-' for spaces");
    return pact_baseline_add_term (parser->baseline, name);
  default:
    return parser->baseline;
  }
}

/* Whether this stands in the file for the first time. */
static bool
is_first (Parser *parser, const char *key)
{
  const char *group = parser->group != NULL ? parser->group : "";

  return g_hash_table_add (parser->seen, g_strdup_printf ("[%s]%s", group, key));
}

static Section
find_section (const char *word, bool named)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].word, word) && sections[i].named == named)
      return sections[i].section;
  return IN_NOTHING;
}

/* What stands in a group that is wrong as a whole is not judged. */
static void
parse_group (Parser *parser, char *group)
{
  char *space = strchr (group, ' ');
  const char *name = space != NULL ? g_strstrip (space + 1) : "";

  if (space != NULL)
    *space = '\0';
  g_free (parser->group);
  parser->group = g_strjoin (name[0] != '\0' ? " " : "", group, name, NULL);
  parser->section = find_section (group, name[0] != '\0');
  if (parser->section == IN_NOTHING)
    mistake (parser, NULL, NULL, parser->group,
             "unknown group; write [Baseline], [Party NAME], [Edition DATE] or [Term NAME]");
  else if (is_first (parser, ""))
    parser->record = open_record (parser, parser->section, name);
  else {
    parser->section = IN_NOTHING;
    mistake (parser, NULL, NULL, parser->group, "the group stands there twice; join the two");
  }
}

static char **
split_list (const char *value)
{
  GPtrArray *list = g_ptr_array_new ();
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (list, g_strdup (parts[i]));
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

/* Puts a value where the table of keys says. False when the section has no such key. */
static bool
fill_key (Parser *parser, const char *key, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    gpointer field = (char *) parser->record + keys[i].offset;

    if (keys[i].section != parser->section || !g_str_equal (keys[i].key, key))
      continue;
    if (keys[i].is_list) {
      g_strfreev (*(char ***) field);
      *(char ***) field = split_list (value);
    } else {
      g_free (*(char **) field);
      *(char **) field = g_strdup (value);
    }
    return true;
  }
  return false;
}

static void
parse_key (Parser *parser, const char *key, const char *value)
{
  bool is_wording = parser->section == IN_TERM && g_ascii_isdigit (key[0]);

  if (parser->section == IN_NOTHING) {
    if (parser->group == NULL)
      mistake (parser, NULL, key, value, "it stands before the first [Group]");
    return;
  }
  if (!is_first (parser, key))
    mistake (parser, parser->group, key, value, "the key stands there twice; keep one");
  else if (value[0] == '\0')
    mistake (parser, parser->group, key, value, "empty; give it a value or remove the line");
  else if (is_wording && !pact_baseline_is_date (key))
    mistake (parser, parser->group, key, value, DATE_FIX);
  else if (is_wording)
    pact_term_add_wording (parser->record, key, value);
  else if (!fill_key (parser, key, value))
    mistake (parser, parser->group, key, value,
             parser->section == IN_TERM ? "unknown key; write Topic= or DATE=wording"
                                        : "unknown key; correct or remove it");
  else if (g_str_equal (key, "URL") && !g_str_has_prefix (value, "https://") &&
           !g_str_has_prefix (value, "http://"))
    mistake (parser, parser->group, key, value, "no address; start it with https://");
  else if (g_str_equal (key, "Topic") && strpbrk (value, " \t,;") != NULL)
    mistake (parser, parser->group, key, value, "a topic is one word; use '-' for spaces");
}

static void
take_line (Parser *parser, char *line)
{
  char *equals = NULL;

  g_strstrip (line);
  equals = strchr (line, '=');
  if (line[0] == '\0' || line[0] == '#')
    return;
  if (line[0] == '[' && g_str_has_suffix (line, "]")) {
    line[strlen (line) - 1] = '\0';
    parse_group (parser, g_strstrip (line + 1));
  } else if (equals == NULL || equals == line)
    mistake (parser, parser->group, NULL, line, "write [Group], Key=value or # comment");
  else {
    *equals = '\0';
    parse_key (parser, g_strchomp (line), g_strchug (equals + 1));
  }
}

/* Calls `take` with each line, terminated; a line that is no UTF-8 is a mistake instead. */
static void
each_line (Parser *parser, const char *data, gsize length, void (*take) (Parser *, char *))
{
  const char *end = data + length;

  parser->line = 0;
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3; /* byte order mark */
  while (data < end) {
    const char *stop = memchr (data, '\n', (gsize) (end - data));
    gsize n = (gsize) ((stop != NULL ? stop : end) - data);
    g_autofree char *line = g_strndup (data, n);

    parser->line++;
    if (g_utf8_validate_len (data, n, NULL))
      take (parser, line);
    else
      mistake (parser, parser->group, NULL, line, "no valid UTF-8; save the file as UTF-8");
    data += n + 1;
  }
  parser->line = 0;
}

static void
check_term (const Parser *parser, const PactTerm *term)
{
  g_autofree char *group = g_strconcat ("Term ", term->name, NULL);

  if (term->topic == NULL)
    mistake (parser, group, "Topic", "",
             "missing; add Topic=exclusivity, revenue-share or another word");
  if (term->wordings->len == 0)
    mistake (parser, group, "DATE", "", "no wording; add one as 2026-04-27=wording");
  for (guint i = 0; i < term->wordings->len; i++) {
    const PactWording *wording = term->wordings->pdata[i];

    if (pact_baseline_edition (parser->baseline, wording->since) == NULL)
      mistake (parser, group, wording->since, wording->text,
               "dated by no edition; add an [Edition] group of that date");
  }
}

/* A name stands for one party only. */
static void
check_names (const Parser *parser)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < parser->baseline->parties->len; i++) {
    const PactParty *party = parser->baseline->parties->pdata[i];
    g_autofree char *group = g_strconcat ("Party ", party->name, NULL);
    char **const lists[] = { (char *[]){ party->name, NULL }, party->aliases, party->products };
    static const char *const list_keys[] = { "NAME", "Alias", "Product" };

    for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
      for (char **name = lists[k]; *name != NULL; name++)
        if (!g_hash_table_add (names, g_utf8_casefold (*name, -1)))
          mistake (parser, group, list_keys[k], *name, "the name is taken; keep one of the two");
  }
}

/* What only the whole file shows. */
static void
check_baseline (const Parser *parser)
{
  const PactBaseline *baseline = parser->baseline;

  if (baseline->terms->len == 0)
    mistake (parser, NULL, "Term", "", "the baseline has no terms; add a [Term NAME] group");
  for (guint i = 0; i < baseline->terms->len; i++)
    check_term (parser, baseline->terms->pdata[i]);
  check_names (parser);
}

/* The way through a file that both forms share. */
static PactBaseline *
parse (const char *path, const char *data, gsize length, void (*take) (Parser *, char *),
       GPtrArray *mistakes)
{
  g_autoptr (PactBaseline) baseline = pact_baseline_new (path);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Parser parser = { .path = path, .mistakes = mistakes, .baseline = baseline, .seen = seen };
  guint before = mistakes->len;

  each_line (&parser, data, length, take);
  check_baseline (&parser);
  g_free (parser.group);
  return mistakes->len == before ? g_steal_pointer (&baseline) : NULL;
}

PactBaseline *
pact_baseline_parse (const char *path, const char *data, gsize length, GPtrArray *mistakes)
{
  return parse (path, data, length, take_line, mistakes);
}

static void
add_row (Parser *parser, const char *name, const char *topic, const char *text, const char *since)
{
  PactBaseline *baseline = parser->baseline;
  g_autofree char *key = g_strdup_printf ("%s %s", name, since);
  PactTerm *term = (PactTerm *) pact_baseline_term (baseline, name); /* ours while we read */

  if (term == NULL) {
    term = pact_baseline_add_term (baseline, name);
    term->topic = g_strdup (topic);
  }
  if (!is_first (parser, key))
    mistake (parser, NULL, "since", since, "the term has a wording of that date; keep one");
  if (pact_baseline_edition (baseline, since) == NULL)
    pact_baseline_add_edition (baseline, since);
  pact_term_add_wording (term, since, text);
}

static void
take_row (Parser *parser, char *line)
{
  enum { TERM, TOPIC, WORDING, SINCE, N_CELLS };
  g_auto (GStrv) cells = g_strsplit (g_strchomp (line), "\t", -1);

  if (parser->line == 1) {
    if (!g_str_equal (line, "term\ttopic\twording\tsince"))
      mistake (parser, NULL, NULL, line,
               "the first line must be: term topic wording since, tab-separated");
    return;
  }
  if (line[0] == '\0')
    return;
  if (g_strv_length (cells) != N_CELLS)
    mistake (parser, NULL, NULL, line,
             "write four cells: term, topic, wording and since, tab-separated");
  else if (cells[TERM][0] == '\0' || cells[TOPIC][0] == '\0' || cells[WORDING][0] == '\0')
    mistake (parser, NULL, NULL, line, "a cell is empty; fill it");
  else if (!pact_baseline_is_date (cells[SINCE]))
    mistake (parser, NULL, "since", cells[SINCE], DATE_FIX);
  else
    add_row (parser, cells[TERM], cells[TOPIC], cells[WORDING], cells[SINCE]);
}

PactBaseline *
pact_baseline_parse_tsv (const char *path, const char *data, gsize length, GPtrArray *mistakes)
{
  return parse (path, data, length, take_row, mistakes);
}
