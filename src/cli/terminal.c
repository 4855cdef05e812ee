/* Colour, width and pager of standard output; the rest of the tool only knows PactTerminal. */
#include "cli/terminal.h"

#include <gio/gio.h>
#include <gio/gunixoutputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_MAX 110 /* longer lines are hard to read, however wide the window is */

static const char *const style_codes[] = {
  [PACT_STYLE_PLAIN] = "",  [PACT_STYLE_STRONG] = "1",  [PACT_STYLE_FAINT] = "2",
  [PACT_STYLE_GOOD] = "32", [PACT_STYLE_NOTICE] = "33", [PACT_STYLE_ALARM] = "1;31",
};

static bool
env_is_set (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && value[0] != '\0';
}

static guint
terminal_width (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return MIN (size.ws_col, WIDTH_MAX);
  return env_is_set ("COLUMNS") ? (guint) CLAMP (atoi (g_getenv ("COLUMNS")), 0, WIDTH_MAX) : 0;
}

PactTerminal
pact_terminal (void)
{
  return (PactTerminal){
    .colour = isatty (STDOUT_FILENO) && !env_is_set ("NO_COLOR") &&
              g_strcmp0 (g_getenv ("TERM"), "dumb") != 0,
    .width = terminal_width (),
  };
}

char *
pact_terminal_paint (const PactTerminal *terminal, PactStyle style, const char *text)
{
  if (!terminal->colour || style == PACT_STYLE_PLAIN || text[0] == '\0')
    return g_strdup (text);
  return g_strdup_printf ("\033[%sm%s\033[m", style_codes[style], text);
}

/* Bytes of the colour code at `text`, 0 when there is none. */
static gsize
code_length (const char *text)
{
  const char *end;

  if (text[0] != '\033' || text[1] != '[')
    return 0;
  end = strchr (text, 'm');
  return end == NULL ? 0 : (gsize) (end + 1 - text);
}

static guint
char_columns (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

guint
pact_terminal_columns (const char *text)
{
  guint columns = 0;

  while (*text != '\0') {
    gsize code = code_length (text);

    if (code == 0)
      columns += char_columns (g_utf8_get_char (text));
    text = code > 0 ? text + code : g_utf8_next_char (text);
  }
  return columns;
}

/* The colour in force after `word`, given the one before; "" for none. */
static const char *
colour_after (const char *word, const char *colour)
{
  for (const char *code = strchr (word, '\033'); code != NULL; code = strchr (code + 1, '\033'))
    colour = code;
  return code_length (colour) <= strlen ("\033[m") ? "" : colour;
}

char *
pact_terminal_wrap (const char *text, guint width, guint indent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GString *lines = g_string_new (NULL);
  const char *colour = "";
  guint column = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    guint columns = pact_terminal_columns (words[i]);

    if (i > 0 && column + 1 + columns > width) {
      g_string_append_printf (lines, "%s\n%*s", colour[0] != '\0' ? "\033[m" : "", (int) indent,
                              "");
      g_string_append_len (lines, colour, (gssize) code_length (colour));
      column = 0;
    } else if (i > 0) {
      g_string_append_c (lines, ' ');
      column++;
    }
    g_string_append (lines, words[i]);
    column += columns;
    colour = colour_after (words[i], colour);
  }
  return g_string_free (lines, FALSE);
}

struct PactPager {
  GSubprocess *process;
};

PactPager *
pact_pager_start (void)
{
  const char *command = env_is_set ("PAGER") ? g_getenv ("PAGER") : "less";
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_auto (GStrv) argv = NULL;
  PactPager *pager;
  GSubprocess *process;

  if (!isatty (STDOUT_FILENO) || !g_shell_parse_argv (command, NULL, &argv, NULL) ||
      g_str_equal (command, "cat"))
    return NULL;
  g_subprocess_launcher_setenv (launcher, "LESS", "FRX", FALSE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, NULL);
  if (process == NULL)
    return NULL; /* no pager on this machine: print as it is */
  fflush (stdout);
  dup2 (g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (g_subprocess_get_stdin_pipe (process))),
        STDOUT_FILENO);
  pager = g_new (PactPager, 1);
  pager->process = process;
  return pager;
}

void
pact_pager_end (PactPager *pager)
{
  if (pager == NULL)
    return;
  fflush (stdout);
  close (STDOUT_FILENO);
  g_output_stream_close (g_subprocess_get_stdin_pipe (pager->process), NULL, NULL);
  g_subprocess_wait (pager->process, NULL, NULL);
  g_object_unref (pager->process);
  g_free (pager);
}
