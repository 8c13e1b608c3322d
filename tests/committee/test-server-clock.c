/* test-server-clock.c: the time of the base on a computer whose clock is wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/server-clock-private.h"

/* What this computer believes, and what it counts by. */
typedef struct
{
  gint64 wrong;  /* added to the time of day */
  gint64 steady; /* where its steady clock began */
} Skew;

static TestBase *base;

static gint64
get_steady (gpointer user_data)
{
  return g_get_monotonic_time () + ((Skew *) user_data)->steady;
}

static gint64
get_wall (gpointer user_data)
{
  return g_get_real_time () + ((Skew *) user_data)->wrong;
}

static const Skew skews[] = {
  { 0, 0 },
  { 5 * 60 * G_USEC_PER_SEC, 0 },
  { -5 * 60 * G_USEC_PER_SEC, G_GINT64_CONSTANT (1) << 40 },
  { -G_GINT64_CONSTANT (20) * 365 * 24 * 3600 * G_USEC_PER_SEC, 7 },
};

/* The base runs on this computer: its time is the right one. Whatever the load, the answer lies
 * between the moments before and after, give or take what the clock says of itself. */
static void
test_skew (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (skews); i++)
    {
      Skew skew = skews[i];
      g_autoptr (CopilConnection) connection
        = test_base_connection (base, "dbname", "copil", "user", "reader", NULL);
      g_autoptr (CopilServerClock) clock = copil_server_clock_new (connection);
      gint64 before, now, after, accuracy;

      _copil_server_clock_set_sources (clock, get_steady, get_wall, &skew);
      g_assert_false (copil_server_clock_is_measured (clock));
      g_assert_cmpint (copil_server_clock_get_accuracy (clock), ==, -1);
      copil_connection_open_async (connection, NULL, NULL, NULL);
      test_wait_until (copil_server_clock_is_measured (clock));
      accuracy = copil_server_clock_get_accuracy (clock) + 2000;
      before = g_get_real_time ();
      now = copil_server_clock_get_now (clock);
      after = g_get_real_time ();
      g_assert_cmpint (now, >=, before - accuracy);
      g_assert_cmpint (now, <=, after + accuracy);
      /* Somebody sets the clock: the time of the base is not moved by it. */
      skew.wrong += G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
      before = g_get_real_time ();
      now = copil_server_clock_get_now (clock);
      after = g_get_real_time ();
      g_assert_cmpint (now, >=, before - accuracy);
      g_assert_cmpint (now, <=, after + accuracy);
      copil_connection_close (connection);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

/* Before the base answers: what an earlier run found out. */
static void
test_assumed (void)
{
  Skew skew = { 5 * 60 * G_USEC_PER_SEC, 0 };
  g_autoptr (CopilConnection) connection = test_base_connection (base, NULL);
  g_autoptr (CopilServerClock) clock = copil_server_clock_new (connection);
  gint64 before;

  _copil_server_clock_set_sources (clock, get_steady, get_wall, &skew);
  copil_server_clock_assume (clock, -5 * 60 * G_USEC_PER_SEC);
  before = g_get_real_time ();
  g_assert_cmpint (copil_server_clock_get_now (clock), >=, before);
  g_assert_cmpint (copil_server_clock_get_now (clock), <=, g_get_real_time ());
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add_func ("/server-clock/skew", test_skew);
  g_test_add_func ("/server-clock/assumed", test_assumed);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
