/* A sink: one way to be told. A kind is one small file and one row in the table of sink.c. */
#pragma once

#include "pactwatch/finding.h"
#include "tell/hours.h"

typedef enum {
  PACT_SINK_DESKTOP,
  PACT_SINK_JOURNAL,
  PACT_SINK_COMMAND,
  PACT_SINK_WEBHOOK,
  PACT_SINK_MAIL,
  PACT_SINK_ATOM,
} PactSinkId;

/* Whether mail asks an smtp:// server for TLS; auto: it must have it unless it is this machine. */
typedef enum { PACT_TLS_AUTO, PACT_TLS_REQUIRED, PACT_TLS_OPPORTUNISTIC, PACT_TLS_NONE } PactTls;

/* The ids' names, as in Kind=; NULL-terminated. */
extern const char *const pact_sink_names[];

/* What a [Sink NAME] group says. Counted, because a tell that hangs may outlive the settings. */
typedef struct {
  char *name;
  guint kind; /* PactSinkId */
  /* Which findings it is told of: lists of names, NULL for all. */
  char **topics, **verdicts, **sources, **baselines, **parties;
  /* When it is told: never in the quiet hours, and of what is reworded once a day, if they are set. */
  PactHours quiet;
  bool wake;                    /* critical findings are told in quiet hours, too */
  PactTimeOfDay digest;         /* of the kinds that can tell several findings in one message */
  GTimeZone *zone;              /* NULL: this machine's */
  gint64 give_up_after_s;       /* of trying; 0 for never */
  gint64 timeout_s;             /* for one finding; of the next three kinds */
  /* command */
  char **command;               /* the program and its arguments */
  /* webhook and mail */
  char *ca_file;                /* whom to trust beside the system's authorities; NULL for none */
  /* webhook */
  char *url, *url_file;         /* one of both */
  char *secret_file, *template; /* NULL for none */
  bool allow_private;
  /* mail */
  char *server;                 /* smtp or smtps, host and port */
  char *from, **to;             /* addresses */
  char *user, *password_file;   /* both or none */
  guint tls;                    /* PactTls */
  /* desktop */
  bool left_to_users;           /* each runs `pactwatch notify`; this process tells it nothing */
  gint64 remind_after_s;        /* of what nobody has reviewed; 0 for never */
  char *folder;                 /* of PactBubbles; NULL: bubbles are not remembered */
  /* atom */
  char *file;                   /* an absolute path */
  guint entries;                /* the newest, that it keeps */
} PactSinkSettings;

PactSinkSettings *pact_sink_settings_new (const char *name, PactSinkId kind);
void pact_sink_settings_unref (PactSinkSettings *settings);

typedef struct PactSink PactSink;

typedef struct {
  guint at_once; /* findings in one tell, at most: 1 where the channel confirms each by itself */
  /* Tells these findings (PactFinding) in one go; may block, runs on a thread of its own.
   * True only when the channel took all of them. */
  bool (*tell) (PactSink *sink, GPtrArray *findings, GError **error);
  void (*close) (PactSink *sink); /* NULL where there is nothing but the settings */
  /* As `tell`, but all in one message; NULL where the kind has no such thing. */
  bool (*digest) (PactSink *sink, GPtrArray *findings, GError **error);
} PactSinkKind;

/* The first member of every sink. */
struct PactSink {
  const PactSinkKind *kind;
  PactSinkSettings *settings;
};

/* Cheap, no waiting. NULL and PACT_ERROR_CONFIG when this build has the kind switched off. */
PactSink *pact_sink_open (PactSinkSettings *settings, GError **error);
void pact_sink_free (PactSink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactSink, pact_sink_free)

/* Tells findings that are due together: a digest in one message. Sets an error when false. */
bool pact_sink_tell (PactSink *sink, GPtrArray *findings, GError **error);

/* What stands for this finding, or this digest, at this sink however often it is told: "12-mail".
 * Free it. */
char *pact_sink_key (const PactSink *sink, const PactFinding *finding);
char *pact_sink_digest_key (const PactSink *sink, GPtrArray *findings);

/* When the digest that the finding goes into is due (µs), 0 where it is told by itself. */
gint64 pact_sink_digest_time (const PactSinkSettings *sink, const PactFinding *finding);

/* When at or after `now` (µs) the sink may be told of the finding. */
gint64 pact_sink_free_time (const PactSinkSettings *sink, const PactFinding *finding, gint64 now);

extern const PactSinkKind pact_sink_desktop, pact_sink_journal, pact_sink_command,
    pact_sink_webhook, pact_sink_mail, pact_sink_atom;
