/* Settings files: what is read, and that every mistake is named with its place and its fix. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "temp.h"

typedef struct {
  char *dir;
  char *conf;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = temp_make ();
  fixture->conf = g_build_filename (fixture->dir, "pactwatch.conf", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->conf);
  temp_remove (fixture->dir);
}

static void
test_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PactConfig) config = NULL;
  const PactSource *acme, *news, *filings;
  const PactSinkSettings *room;

  temp_write (fixture->dir, "pactwatch.conf",
              "# settings\n"
              "[Source acme]\n"
              "URL = https://acme.example/statement\n"
              "Select=article .body\n"
              "Timeout=5s\n"
              "[Fetch]\nHostSpacing=250ms\nBodyCap=2M\nContact=me@acme.example\n"
              "[Defaults]\nEvery=2h\nTopics=exclusivity; control ;\n"
              "[Topic control]\nPhrases=change of control; acqui~ ;\n"
              "[Sink bubbles]\nKind=desktop\n"
              "[Sink room]\nCommand=/bin/tell 'our team' --loud\nKind=command\n");
  temp_write (fixture->dir, "sources.d/b.conf",
              "[Source news]\nURL=http://news.example/feed\nKind=feed\nEvery=90\nAllowPrivate=yes\n"
              "Mentions=Acme Inc.; Bolt\nBackfill=3\nFollowFor=2d\nSilentAfter=0\nConfirmAfter=3\n"
              "[Source filings]\nKind=edgar\nCIK=0000000017\nForms=8-K; 10-K\n");
  temp_write (fixture->dir, "sources.d/readme.txt", "not a drop-in");
  config = pact_config_load (fixture->conf, true, NULL, &problems);
  g_assert_nonnull (config);
  g_assert_cmpuint (config->sources->len, ==, 3);
  g_assert_cmpuint (config->files->len, ==, 2);
  acme = pact_config_source (config, "acme");
  g_assert_cmpstr (acme->url, ==, "https://acme.example/statement");
  g_assert_cmpstr (acme->select, ==, "article .body");
  g_assert_cmpint (acme->timeout_s, ==, 5);
  g_assert_cmpint (acme->every_s, ==, 7200); /* [Defaults] counts wherever it stands */
  g_assert_cmpstr (acme->topics[1], ==, "control");
  g_assert_cmpstr (((PactOwnTopic *) config->topics->pdata[0])->phrases[1], ==, "acqui~");
  g_assert_false (acme->allow_private);
  news = pact_config_source (config, "news");
  g_assert_cmpint (news->kind, ==, PACT_SOURCE_FEED);
  g_assert_cmpint (news->every_s, ==, 90);
  g_assert_true (news->allow_private);
  g_assert_cmpstr (news->mentions[0], ==, "Acme Inc.");
  g_assert_cmpuint (news->backfill, ==, 3);
  g_assert_cmpint (news->follow_for_s, ==, 2 * 24 * 60 * 60);
  g_assert_cmpint (news->silent_after_s, ==, 0);
  g_assert_cmpuint (news->confirm_after, ==, 3);
  g_assert_cmpint (acme->silent_after_s, ==, 3 * 24 * 60 * 60);
  g_assert_cmpuint (acme->confirm_after, ==, 2);
  g_assert_cmpint (acme->follow_for_s, ==, 14 * 24 * 60 * 60);
  filings = pact_config_source (config, "filings");
  g_assert_cmpstr (filings->url, ==, "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany"
                                     "&CIK=0000000017&type=&owner=exclude&count=100&output=atom");
  g_assert_cmpstr (filings->forms[1], ==, "10-K");
  g_assert_cmpint (config->fetch.host_spacing_us, ==, 250000);
  g_assert_cmpuint (config->fetch.body_cap, ==, 2 << 20);
  g_assert_cmpuint (config->sinks->len, ==, 2);
  room = config->sinks->pdata[1];
  g_assert_cmpstr (room->command[1], ==, "our team");
  g_assert_cmpstr (room->command[2], ==, "--loud");
  g_assert_null (pact_config_source (config, "nobody"));
}

static void
test_problems (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *problem; /* a part of the one line */
  } cases[] = {
    { "[Source a]\nURL=ftp://a.example/\n", "[Source a] URL='ftp://a.example/': write an address" },
    { "[Source a]\nURL=https:///x\n", "names a host" },
    { "[Source a]\nKind=page\n", "[Source a] URL=: missing" },
    { "[Source a]\nURL=http://a.example/a page\n", "write an address that starts with https://" },
    { "[Source a]\nURL=http://a.example\nKind=leaf\n", "Kind='leaf': write one of: page, feed, sitemap, index, edgar" },
    { "[Source a]\nURL=http://a.example\nEvery=1s\n", "Every='1s': write a time from 10s to 28d" },
    { "[Source a]\nURL=http://a.example\nEvery=5 parsecs\n", "Every='5 parsecs': write a time" },
    { "[Source a]\nURL=http://a.example\nEvery=99999999999999999999d\n", "write a time" },
    { "[Source a]\nURL=http://a.example\nEvery=-5min\n", "write a time" },
    { "[Source a]\nURL=http://a.example\nColour=red\n", "[Source a] Colour=: no such setting; it takes URL=" },
    { "[Source a]\nURL=http://a.example\nURL=http://b.example\n", "stands twice in the group" },
    { "[Source a]\nURL=http://a.example\nAllowPrivate=maybe\n", "write yes or no" },
    { "[Source a]\nURL=http://a.example\nRender=yes\n", "never" },
    { "[Fetch]\nBrowser=chromium\n", "Browser='chromium'" },
    { "[Source a]\nURL=http://a.example\nTopics= ; \n", "write names separated by ';'" },
    { "[Source a]\nURL=http://a.example\nBaseline=../../etc/passwd\n", "use up to 64 letters" },
    { "[Source a]\nURL=http://a.example\nSelect=div[\n", "Select='div[':" },
    { "[Source a]\nKind=edgar\n[Fetch]\nContact=me@a.example\n", "CIK=: missing" },
    { "[Source a]\nKind=edgar\nCIK=17\n", "write your mail address in Contact= of [Fetch]" },
    { "[Source a]\nKind=edgar\nCIK=17\n[Fetch]\nContact=me@a.example\nHostSpacing=50ms\n",
      "set HostSpacing= of [Fetch] to 100ms or more" },
    { "[Source a]\nURL=http://a.example\nCIK=17\n", "CIK=: no such setting" },
    { "[Source a]\nURL=http://a.example\nTopics=exclusivty\n", "Topics='exclusivty': no such topic" },
    { "[Source a b]\nURL=http://a.example\n", "'[Source a b]': use up to 64 letters" },
    { "[Source a]\nURL=http://a.example\n[Source a]\nURL=http://b.example\n", "stands already at" },
    { "[Sauce a]\nURL=http://a.example\n", "'[Sauce a]': no such group" },
    { "[Fetch]\nPerHost=0\n", "PerHost='0': write a whole number from 1 to 64" },
    { "[Fetch]\nBodyCap=1T\n", "BodyCap='1T': write a whole number" },
    { "[Sink s]\nKind=smoke\n", "Kind='smoke': write one of: desktop, journal" },
    { "[Topic exit]\n", "[Topic exit] Phrases=: missing; write phrases separated by ';'" },
    { "[Topic exit]\nPhrases=;\n", "Phrases=';': write phrases" },
    { "[Sink s]\n", "[Sink s] Kind=: missing; write one of: desktop, journal" },
    { "[Sink s]\nKind=journal\nVerdicts=changed;same\n", "Verdicts='changed;same': write some of these" },
    { "[Sink s]\nKind=command\n", "Command=: missing; write a program's absolute path" },
    { "[Sink s]\nKind=command\nCommand=tell team\n", "Command='tell …': write a program's absolute path" },
    { "[Sink s]\nKind=command\nCommand=/bin/tell 'team\n", "write a program's absolute path" },
    { "[Sink s]\nKind=command\nCommand=/bin/tell\nTimeout=2h\n", "write a time from 1s to 1h" },
    { "[Sink s]\nKind=webhook\n", "URL=, URLFile=: write one of both" },
    { "[Sink s]\nKind=webhook\nURL=http://a.example\nURLFile=hook\n", "URL=, URLFile=: write one of both" },
    { "[Sink s]\nKind=webhook\nURLFile=hook\nURL=smtp://a.example\n", "URL='smtp://a.example': write an address" },
    { "[Sink s]\nKind=webhook\nURL=http://a.example\nSecretFile=../key\n", "write the absolute path of a file" },
    { "[Sink s]\nKind=webhook\nURL=http://a.example\nTemplate={head}\n", "Template=: there is no {head}" },
    { "[Sink s]\nKind=mail\nFrom=a@b.example\nTo=a@b.example\n", "Server=: missing; write smtp:// or smtps://" },
    { "[Sink s]\nKind=mail\nServer=smtp://m.example/x\nFrom=a@b.example\nTo=a@b.example\n", "Server='smtp://m.example/…': write" },
    { "[Sink s]\nKind=mail\nServer=smtp://u:pass@m.example\nFrom=a@b.example\nTo=a@b.example\n", "write smtp:// or smtps://" },
    { "[Sink s]\nKind=mail\nServer=smtps://m.example\nFrom=A <a@b.example>\nTo=a@b.example\n", "write an address" },
    { "[Sink s]\nKind=mail\nServer=smtps://m.example\nFrom=a@b.example\nTo=a@b.example;b\n", "write addresses" },
    { "[Sink s]\nKind=mail\nServer=smtps://m.example\nFrom=a@b.example\nTo=a@b.example\nUser=a\n", "write both or none" },
    { "[Sink s]\nKind=mail\nServer=smtp://m.example\nFrom=a@b.example\nTo=a@b.example\nUser=a\nPasswordFile=/p\nTls=none\n",
      "Tls='none': the password could be read on its way" },
    { "[Sink s]\nKind=journal\nCommand=/bin/tell\n", "Command=: no such setting" },
    { "[Sink s]\nKind=journal\nTopics=exclusivty\n", "Topics='exclusivty': no source has it" },
    { "[Source a]\nURL=http://a.example\n[Sink s]\nKind=journal\nSources=a;b\n", "Sources='b': no source" },
    { "[Source a]\nURL=http://a.example\n[Sink s]\nKind=journal\nBaselines=a\n", "Baselines='a': no source" },
    { "URL=http://a.example\n", "'URL=' stands before any group" },
    { "[Sink s]\nKind=journal\nQuietHours=22-7\n", "QuietHours='22-7': write two times of a day" },
    { "[Sink s]\nKind=journal\nTimeZone=Mars/Olympus\n", "TimeZone='Mars/Olympus': write the name of a time zone" },
    { "[Sink s]\nKind=journal\nTimeZone=/etc/passwd\n", "write the name of a time zone" },
    { "[Sink s]\nKind=journal\nDigest=08:00\n", "Digest=: no such setting" },
    { "[Sink s]\nKind=desktop\nDigest=8 o'clock\n", "write a time of day, such as 08:00" },
    { "[Sink s]\nKind=webhook\nURL=http://a.example\nCAFile=ca.pem\n", "write an absolute path" },
    { "[Sink s]\nKind=atom\n", "[Sink s] File=" },
    { "[Sink s]\nKind=atom\nFile=feed.atom\n", "write an absolute path" },
    { "[Sink s]\nKind=atom\nFile=/run/feed.atom\nEntries=0\n", "Entries='0'" },
    { "[Sink s]\nKind=journal\nRemindAfter=1d\n", "RemindAfter=: no such setting" },
    { "[Sink s]\nKind=desktop\nRemindAfter=5w\n", "RemindAfter='5w'" },
    { "[Source a]\nURL=http://a.example\njust words\n", ":3: this is no setting" },
    { "[Fetch]\nUserAgent=\xff\n", "not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) problems = NULL;
    g_autoptr (PactConfig) config = NULL;

    temp_write (fixture->dir, "pactwatch.conf", cases[i].text);
    config = pact_config_load (fixture->conf, true, NULL, &problems);
    g_assert_null (config);
    if (problems->len != 1 || strstr (problems->pdata[0], cases[i].problem) == NULL ||
        strstr (problems->pdata[0], fixture->conf) == NULL || strchr (problems->pdata[0], '\n') != NULL) {
      g_test_message ("case %u: %u problems, first: %s", i, problems->len, (char *) problems->pdata[0]);
      g_test_fail ();
    }
  }
}

/* Whatever is wrong with a secret, or with what could be one, no message quotes it. */
static void
test_secrets_are_not_quoted (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[] = {
    "[Source a]\nURL=https://me:sesame@a.example/\n",
    "[Source a]\nURL=https://me:se/sesame@a.example/x\n",
    "[Source a]\nURL=me:sesame@a.example\n",
    "[Sink s]\nKind=webhook\nURL=htps://hooks.example/services/sesame\n",
    "[Sink s]\nKind=webhook\nURL=hooks.example?token=sesame\n",
    "[Sink s]\nKind=webhook\nURL=https://a.example\nURL=https://hooks.example/sesame\n",
    "[Sink s]\nKind=webhook\nURL=https://a.example\nSecret=sesame\n",
    "[Sink s]\nKind=webhook\nURL=https://a.example\nSecretFile=sesame, please\n",
    "[Sink s]\nKind=webhook\nURL=https://a.example\nTemplate={\"key\":\"sesame\",\"a\":\"{headline}\"}\n",
    "[Sink s]\nKind=mail\nFrom=a@b.example\nTo=a@b.example\nServer=smtp://me:sesame@m.example\n",
    "[Sink s]\nKind=mail\nFrom=a@b.example\nTo=a@b.example\nServer=smtp://m.example\nPassword=sesame\n",
    "[Sink s]\nKind=command\nCommand=tell --token sesame\n",
    "[Sink s]\nKind=journal\nPassword: sesame\n",
    "[Sink s]\nKind=journal\nsesame\n",
    "Password=sesame\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) problems = NULL;

    temp_write (fixture->dir, "pactwatch.conf", cases[i]);
    g_assert_null (pact_config_load (fixture->conf, true, NULL, &problems));
    for (guint k = 0; k < problems->len; k++)
      if (strstr (problems->pdata[k], "sesame") != NULL) {
        g_test_message ("case %u: %s", i, (char *) problems->pdata[k]);
        g_test_fail ();
      }
  }
}

/* Each filter alone, and what a finding that lacks the field comes to. */
static void
test_audience (Fixture *fixture, gconstpointer data)
{
  static const struct {
    PactFinding finding;
    const char *sinks;
  } cases[] = {
    { { .source = (char *) "a", .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_CHANGED,
        .baseline = (char *) "acme" }, "all topic verdict source baseline several" },
    { { .source = (char *) "a", .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_REWORDED },
      "all source" }, /* no baseline: none that a filter names */
    { { .source = (char *) "b", .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_ADDED,
        .baseline = (char *) "other" }, "all topic" },
    { { .source = (char *) "b", .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_REMOVED },
      "all verdict" },
    { { .source = (char *) "b", .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_NEW,
        .new_text = (char *) "Ostry\u00a0Lines' fee is 5%." }, "all party" },
    { { .source = (char *) "b", .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_NEW,
        .new_text = (char *) "Our fee is 5%." }, "all party" }, /* whose? perhaps theirs */
    { { .source = (char *) "b", .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_NEW,
        .new_text = (char *) "The Corvellian fee of Ostry is 5%." }, "all" },
  };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PactConfig) config = NULL;

  temp_write (fixture->dir, "pactwatch.conf",
              "[Source a]\nURL=http://a.example\nBaseline=acme\n[Source b]\nURL=http://b.example\n"
              "[Sink all]\nKind=journal\n"
              "[Sink topic]\nKind=journal\nTopics=exclusivity\n"
              "[Sink verdict]\nKind=journal\nVerdicts=changed; removed\n"
              "[Sink source]\nKind=journal\nSources=a\n"
              "[Sink baseline]\nKind=journal\nBaselines=acme\n"
              "[Sink party]\nKind=journal\nParties=Corvell; ostry lines\n"
              "[Sink several]\nKind=journal\nSources=a;b\nTopics=exclusivity\nVerdicts=changed\n");
  config = pact_config_load (fixture->conf, true, NULL, &problems);
  g_assert_nonnull (config);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree const char **sinks = pact_config_audience (&cases[i].finding, config);
    g_autofree char *names = g_strjoinv (" ", (char **) sinks);

    if (!g_str_equal (names, cases[i].sinks)) {
      g_test_message ("case %u: told '%s', not '%s'", i, names, cases[i].sinks);
      g_test_fail ();
    }
  }
}

static void
test_all_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;

  temp_write (fixture->dir, "pactwatch.conf", "noise\n[Source a]\nURL=nowhere\nEvery=never\n[Fetch]\nPerHost=x\n");
  temp_write (fixture->dir, "sources.d/a.conf", "[Sauce]\n");
  g_assert_null (pact_config_load (fixture->conf, true, NULL, &problems));
  g_assert_cmpuint (problems->len, ==, 5);
}

static void
test_more_than_one_in_a_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;

  temp_write (fixture->dir, "pactwatch.conf", "[Source a b]\nURL=ftp://x\nEvry=1h\nKind=foo\n");
  g_assert_null (pact_config_load (fixture->conf, true, NULL, &problems));
  g_assert_cmpuint (problems->len, ==, 4); /* a wrong title hides nothing under it */
}

static void
test_baseline_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL, mistakes = NULL, none = NULL;
  g_autoptr (PactConfig) config = NULL;

  temp_write (fixture->dir, "pactwatch.conf", "[Source a]\nURL=http://a.example\nBaseline=acme\n");
  temp_write (fixture->dir, "state/baselines/other.baseline", "");
  g_autofree char *state = g_build_filename (fixture->dir, "state", NULL);

  g_assert_null (pact_config_load (fixture->conf, true, state, &problems));
  g_assert_nonnull (strstr (problems->pdata[0], "Baseline='acme': there is no"));
  temp_write (fixture->dir, "state/baselines/acme.baseline", "[Baseline]\n");
  g_assert_null (pact_config_load (fixture->conf, true, state, &mistakes));
  g_assert_cmpuint (mistakes->len, ==, 1);
  g_assert_nonnull (strstr (mistakes->pdata[0], "acme.baseline: Term='': the baseline has no terms"));
  temp_write (fixture->dir, "state/baselines/acme.baseline",
              "[Baseline]\n[Party Acme]\n[Party Bolt]\n[Edition 2026-01-01]\n"
              "[Term sale]\nTopic=exclusivity\n2026-01-01=Acme sells to Bolt only.\n");
  config = pact_config_load (fixture->conf, true, state, &none);
  g_assert_nonnull (config);
}

static void
test_default_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (PactConfig) config = NULL;
  g_autofree char *state = g_build_filename (fixture->dir, "state", NULL);

  temp_write (fixture->dir, "state/sources.d/a.conf", "[Source a]\nURL=http://shipped.example\n");
  temp_write (fixture->dir, "state/sources.d/b.conf", "[Source b]\nURL=http://b.example\n");
  temp_write (fixture->dir, "sources.d/a.conf", "[Source a]\nURL=http://mine.example\n");
  config = pact_config_load (fixture->conf, false, state, &problems);
  g_assert_nonnull (config); /* the file itself is not there: fine for the default one */
  g_assert_cmpstr (pact_config_source (config, "a")->url, ==, "http://mine.example");
  g_assert_nonnull (pact_config_source (config, "b"));
  g_assert_null (pact_config_load (fixture->conf, true, state, &problems));
  g_assert_nonnull (strstr (problems->pdata[0], fixture->conf));
}

static void
test_state_drop_ins (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *state = g_build_filename (fixture->dir, "state", NULL);

  temp_write (fixture->dir, "state/sources.d/a.conf",
              "[Source a]\nURL=http://a.example\n[Topic t]\nPhrases=x\n[Sink s]\nKind=journal\n[Fetch]\n");
  g_assert_null (pact_config_load (fixture->conf, false, state, &problems));
  g_assert_cmpuint (problems->len, ==, 2); /* a service's user must not choose what root runs */
  g_assert_nonnull (strstr (problems->pdata[0], "'[Sink s]': the state may hold"));
  g_assert_nonnull (strstr (problems->pdata[1], "'[Fetch]': the state may hold"));
}

static void
test_writable_by_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL, folder_problems = NULL;
  g_autofree char *folder = g_build_filename (fixture->dir, "sources.d", NULL);

  temp_write (fixture->dir, "pactwatch.conf", "[Source a]\nURL=http://a.example\n");
  g_chmod (fixture->conf, 0666);
  g_assert_null (pact_config_load (fixture->conf, true, NULL, &problems));
  g_assert_nonnull (strstr (problems->pdata[0], "others may write it (mode 0666)"));
  g_chmod (fixture->conf, 0644);
  g_mkdir (folder, 0700);
  g_chmod (folder, 01777); /* sticky does not help: others can add a file */
  g_assert_null (pact_config_load (fixture->conf, true, NULL, &folder_problems));
  g_assert_nonnull (strstr (folder_problems->pdata[0], "sources.d: others may write it"));
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL, linked_problems = NULL;
  g_autoptr (PactConfig) config = NULL;
  g_autofree char *pipe = g_build_filename (fixture->dir, "sources.d", "pipe.conf", NULL);

  temp_write (fixture->dir, "elsewhere", "[Source a]\nURL=http://a.example\n");
  temp_write (fixture->dir, "sources.d/readme.txt", "");
  g_assert_cmpint (symlink ("elsewhere", fixture->conf), ==, 0); /* settings may be a link */
  config = pact_config_load (fixture->conf, true, NULL, &linked_problems);
  g_assert_nonnull (config);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (pact_config_load (fixture->conf, true, NULL, &problems)); /* and does not wait */
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "pipe.conf: cannot be read: it is no regular file"));
}

#define TEST(name, function)                                                                       \
  g_test_add ("/config/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("sound", test_sound);
  TEST ("problems", test_problems);
  TEST ("secrets-are-not-quoted", test_secrets_are_not_quoted);
  TEST ("audience", test_audience);
  TEST ("all-at-once", test_all_at_once);
  TEST ("more-than-one-in-a-group", test_more_than_one_in_a_group);
  TEST ("baseline-named", test_baseline_named);
  TEST ("default-file", test_default_file);
  TEST ("state-drop-ins", test_state_drop_ins);
  TEST ("writable-by-others", test_writable_by_others);
  TEST ("no-file", test_no_file);
  return g_test_run ();
}
