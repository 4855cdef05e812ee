/* The archive: which WARC file a capture goes to, and how it gets there whole or not at all. */
#include "keep/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "caps.h"
#include "pactwatch/error.h"

#define PREFIX "pactwatch-"
#define SUFFIX ".warc.gz"

struct PactArchive {
  char *dir;
  guint64 roll;
  int dir_fd;   /* also what processes lock while they append */
  char *file;   /* the one being filled; NULL before the first append */
  int fd;       /* of it, or -1 */
  guint64 end;  /* its size when we last left it */
  PactGzipWriter *gzip;
};

void
pact_place_clear (PactPlace *place)
{
  g_clear_pointer (&place->file, g_free);
}

static const char *
remedy (int code)
{
  switch (code) {
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return "free some space; nothing kept was lost";
  case EACCES:
  case EPERM:
  case EROFS:
    return "check owner and mode of the state directory";
  case ENOENT:
    return "put it back from where it was moved, or from a backup";
  case ELOOP:
    return "it is a link; put the file itself in its place";
  default:
    return "check the disk";
  }
}

/* Says what failed with which file, why, and what to do. */
static bool
fail (const PactArchive *archive, const char *what, const char *file, GError **error)
{
  int code = errno;

  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE, "cannot %s '%s/%s': %s; %s", what,
               archive->dir, file, g_strerror (code), remedy (code));
  return false;
}

PactArchive *
pact_archive_open (const char *dir, guint64 roll, GError **error)
{
  g_autoptr (PactArchive) archive = g_new0 (PactArchive, 1);

  archive->dir = g_strdup (dir);
  archive->roll = roll;
  archive->dir_fd = archive->fd = -1;
  archive->gzip = pact_gzip_writer_new ();
  if (g_mkdir_with_parents (dir, 0750) == 0)
    archive->dir_fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (archive->dir_fd < 0) {
    fail (archive, "open", "", error);
    return NULL;
  }
  return g_steal_pointer (&archive);
}

static void
leave_file (PactArchive *archive)
{
  g_clear_pointer (&archive->file, g_free);
  if (archive->fd >= 0)
    close (archive->fd);
  archive->fd = -1;
}

void
pact_archive_free (PactArchive *archive)
{
  if (archive == NULL)
    return;
  leave_file (archive);
  if (archive->dir_fd >= 0)
    close (archive->dir_fd);
  pact_gzip_writer_free (archive->gzip);
  g_free (archive->dir);
  g_free (archive);
}

void
pact_archive_set_roll (PactArchive *archive, guint64 roll)
{
  archive->roll = roll;
}

/* The NNNNN of pactwatch-YYYYMMDDThhmmssZ-NNNNN.warc.gz; 0 for any other name. */
static guint64
serial_of (const char *name)
{
  const char *dash = strrchr (name, '-');
  g_autofree char *digits = NULL;
  guint64 serial = 0;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX))
    return 0;
  digits = g_strndup (dash + 1, strlen (dash + 1) - MIN (strlen (dash + 1), strlen (SUFFIX)));
  return g_ascii_string_to_unsigned (digits, 10, 1, G_MAXUINT32, &serial, NULL) ? serial : 0;
}

/* The file with the highest serial number: the one to fill, whatever the clock did. */
static char *
newest_file (const PactArchive *archive, guint64 *ret_serial)
{
  g_autoptr (GDir) dir = g_dir_open (archive->dir, 0, NULL);
  const char *name = NULL;
  char *newest = NULL;

  *ret_serial = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (serial_of (name) > *ret_serial) {
      *ret_serial = serial_of (name);
      g_free (newest);
      newest = g_strdup (name);
    }
  return newest;
}

/* Whether the open file can take another record: it still has its name, and when somebody else
 * wrote to it since we did, its last record is whole. */
static bool
has_room (PactArchive *archive)
{
  struct stat info;
  guint64 size = 0;

  if (archive->fd < 0 || fstat (archive->fd, &info) != 0 || info.st_nlink == 0)
    return false;
  size = (guint64) info.st_size;
  if (size != archive->end && !pact_warc_ends_whole (archive->fd, size))
    return false;
  archive->end = size;
  return size < archive->roll;
}

static bool
enter_file (PactArchive *archive, const char *name, int flags, GError **error)
{
  leave_file (archive);
  archive->fd = openat (archive->dir_fd, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC | flags, 0640);
  archive->file = g_strdup (name);
  archive->end = 0;
  return archive->fd >= 0 || fail (archive, "open", name, error);
}

/* Makes the next file; its name tells when it was begun (`time` in µs). */
static bool
begin_file (PactArchive *archive, guint64 serial, gint64 time, GError **error)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (date, "%Y%m%dT%H%M%SZ");
  g_autofree char *name =
      g_strdup_printf (PREFIX "%s-%05" G_GUINT64_FORMAT SUFFIX, stamp, serial);

  if (!enter_file (archive, name, O_CREAT | O_EXCL, error))
    return false;
  return fsync (archive->dir_fd) == 0 || fail (archive, "flush", name, error);
}

/* Makes sure a file with room is open: the one we have, the newest there is, or a new one. */
static bool
choose_file (PactArchive *archive, gint64 time, GError **error)
{
  g_autofree char *newest = NULL;
  guint64 serial = 0;

  if (has_room (archive))
    return true;
  newest = newest_file (archive, &serial);
  if (newest != NULL && g_strcmp0 (newest, archive->file) != 0) {
    if (!enter_file (archive, newest, 0, error))
      return false;
    if (has_room (archive))
      return true;
  }
  return begin_file (archive, serial + 1, time, error);
}

static bool
write_all (int fd, const guint8 *data, gsize length, guint64 offset)
{
  while (length > 0) {
    gssize done = pwrite (fd, data, length, (off_t) offset);

    if (done < 0 && errno != EINTR)
      return false;
    if (done > 0) {
      data += done;
      length -= (gsize) done;
      offset += (guint64) done;
    }
  }
  return true;
}

/* Brings the records to the disk, or leaves the file as it was. Should even the cutting fail, the
 * next append finds a torn record and begins a new file. */
static bool
write_records (PactArchive *archive, const GByteArray *records, GError **error)
{
  if (!write_all (archive->fd, records->data, records->len, archive->end) ||
      fdatasync (archive->fd) != 0) {
    fail (archive, "write", archive->file, error);
    if (ftruncate (archive->fd, (off_t) archive->end) != 0)
      leave_file (archive);
    return false;
  }
  archive->end += records->len;
  return true;
}

/* Appends records whose last one, the answer, starts at `answer`. */
static bool
append_locked (PactArchive *archive, GByteArray *records, gsize answer, gint64 time,
               PactPlace *ret_place, GError **error)
{
  guint64 start = 0;

  if (!choose_file (archive, time, error))
    return false;
  if (archive->end == 0) {
    g_autoptr (GByteArray) info = g_byte_array_new ();

    pact_warc_write_info (archive->gzip, archive->file, time, info);
    g_byte_array_prepend (records, info->data, info->len);
    answer += info->len;
  }
  start = archive->end;
  if (!write_records (archive, records, error))
    return false;
  *ret_place = (PactPlace){ g_strdup (archive->file), start + answer, records->len - answer };
  return true;
}

/* Why this answer cannot become a record that can be read again; NULL when it can. */
static const char *
unfit (const PactCapture *capture)
{
  if (capture->response_head == NULL)
    return "it has no response head";
  if (capture->body != NULL &&
      g_bytes_get_size (capture->body) > PACT_WARC_RECORD_CAP - PACT_HEAD_CAP)
    return "its body is too large; lower BodyCap=";
  if (strlen (capture->url) > PACT_URL_CAP ||
      (capture->final_url != NULL && strlen (capture->final_url) > PACT_URL_CAP))
    return "its address is too long";
  return NULL;
}

bool
pact_archive_append (PactArchive *archive, const PactCapture *capture,
                     const PactRevisitOf *revisit, PactPlace *ret_place, GError **error)
{
  g_autoptr (GByteArray) records = g_byte_array_new ();
  const char *reason = unfit (capture);
  gsize answer = 0;
  bool appended = false;

  if (reason != NULL) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "the answer of '%.200s' cannot be archived: %s", capture->url, reason);
    return false;
  }
  answer = pact_warc_write_capture (archive->gzip, capture, revisit, records);
  while (flock (archive->dir_fd, LOCK_EX) != 0)
    if (errno != EINTR)
      return fail (archive, "lock", "", error);
  appended = append_locked (archive, records, answer, capture->time, ret_place, error);
  flock (archive->dir_fd, LOCK_UN);
  return appended;
}

/* A place comes from the store, but a damaged store must not lead out of the archive, and what
 * has the name of a file must not be a pipe to wait for. */
static int
open_place (PactArchive *archive, const PactPlace *place)
{
  if (serial_of (place->file) > 0 && strchr (place->file, '/') == NULL)
    return openat (archive->dir_fd, place->file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  errno = EINVAL;
  return -1;
}

PactCapture *
pact_archive_read (PactArchive *archive, const PactPlace *place, GError **error)
{
  int fd = open_place (archive, place);
  g_autoptr (PactGzipReader) gzip = fd >= 0 ? pact_gzip_reader_new (fd, place->offset) : NULL;
  g_autoptr (PactWarcRecord) record = NULL;
  g_autoptr (GError) failed = NULL;
  PactCapture *capture = NULL;

  if (fd < 0) {
    fail (archive, "open", place->file, error);
    return NULL;
  }
  record = pact_warc_next (gzip, &failed);
  close (fd);
  if (record != NULL)
    capture = pact_warc_capture (record, &failed);
  if (capture == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE, "'%s/%s': %s", archive->dir, place->file,
                 failed != NULL ? failed->message
                                : "it ends before the record; restore it from a backup");
  return capture;
}
