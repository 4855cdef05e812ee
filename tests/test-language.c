/* Languages of pages, and which pairs of pages are told to differ. */
#include "read/language.h"

static const char english[] =
    "Orrin Mills and Tessel Freight said on Monday that their agreement on harbour capacity goes on "
    "until 2031. Tessel keeps the sole right to the eastern quay, and Orrin receives 4% of the revenue "
    "from containers that are handled there. The boards of both have agreed to it.";
static const char german[] =
    "Orrin Mills und Tessel Freight haben am Montag mitgeteilt, dass ihre Vereinbarung über den Hafen "
    "bis 2031 weiter gilt. Tessel behält das alleinige Recht auf den östlichen Kai, und Orrin erhält 4% "
    "der Erlöse aus den Containern, die dort umgeschlagen werden. Die Gremien beider Firmen sind "
    "damit einverstanden, und für die Fahrer ändert sich nichts.";
static const char french[] =
    "Orrin Mills et Tessel Freight ont annoncé lundi que leur accord sur les capacités du port se "
    "poursuit pour les années à venir. Tessel garde le droit sur le quai de l'est, et Orrin reçoit une "
    "part des recettes des conteneurs qui sont traités dans le port. Les conseils des deux sociétés "
    "sont d'accord avec cette décision, et les chauffeurs ne voient pas de changement.";
static const char spanish[] =
    "Orrin Mills y Tessel Freight anunciaron el lunes que su acuerdo sobre la capacidad del puerto "
    "sigue hasta 2031. Tessel conserva el derecho sobre el muelle del este, y Orrin recibe una parte de "
    "los ingresos por los contenedores que se mueven en él. Los consejos de las dos empresas están de "
    "acuerdo con la decisión, y para los conductores no cambia nada.";
static const char japanese[] =
    "オリン製粉とテッセル運輸は月曜日、港湾の利用に関する契約を二〇三一年まで延長すると発表した。"
    "テッセルは東岸壁の独占的な権利を保持し、オリンは収入の四パーセントを受け取る。";
static const char russian[] =
    "Оррин и Тессель сообщили в понедельник, что их соглашение о порте действует до конца срока. "
    "Тессель сохраняет право на восточный причал.";

static void
test_language (void)
{
  static const struct {
    const char *text, *want;
  } cases[] = {
    { english, "en" },  { german, "de" },   { french, "fr" },
    { spanish, "es" },  { japanese, "ja" }, { russian, "ru" },
    { "Orrin pays 4%.", NULL }, /* too short */
    { "", NULL },
    { "7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36", NULL },
    { "Tarn Orrin Tessel Quay Port Dock Pier Crane Tarn Orrin Tessel Quay Port Dock Pier Crane Tarn "
      "Orrin Tessel Quay Port Dock Pier Crane Tarn Orrin Tessel Quay Port Dock Pier Crane Tarn Orrin "
      "Tessel Quay Port Dock Pier Crane Tarn Orrin Tessel Quay Port Dock", NULL }, /* names alone */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactDocument) document = pact_document_from_text (cases[i].text, -1);

    g_assert_cmpstr (pact_language_of (document), ==, cases[i].want);
  }
}

static void
test_differs (void)
{
  static const struct {
    const char *a, *a_declares, *b, *b_declares;
    bool want;
  } cases[] = {
    { english, NULL, english, NULL, false },
    { english, "en", german, "en", true }, /* what it says, not what it says of itself */
    { english, "en", english, "de", false },
    { english, NULL, japanese, NULL, true },
    { english, "en", "Terms", "de", false }, /* nobody knows */
    { "Terms", "en-GB", "Terms", "en_us", false },
    { "Terms", "en", "Bedingungen", "de-AT", true },
    { "Terms", NULL, "Bedingungen", "de", false },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactDocument) a = pact_document_from_text (cases[i].a, -1);
    g_autoptr (PactDocument) b = pact_document_from_text (cases[i].b, -1);

    a->language = g_strdup (cases[i].a_declares);
    b->language = g_strdup (cases[i].b_declares);
    g_assert_true (pact_language_differs (a, b) == cases[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/of", test_language);
  g_test_add_func ("/language/differs", test_differs);
  return g_test_run ();
}
