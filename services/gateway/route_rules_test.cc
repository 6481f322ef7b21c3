#include "services/gateway/route_rules.h"

#include <string>

#include "gtest/gtest.h"

namespace plenary::gateway {
namespace {

struct RouteCase {
  std::string target;
  Place place;
  std::string subject;
};

TEST(RouteRules, EveryPathHasItsPlace) {
  const RouteCase cases[] = {
      {"/plenary.v1.EventService/GetEvent?x=1", Place::kMethod, "plenary.v1.EventService/GetEvent"},
      {"/google.longrunning.Operations/GetOperation", Place::kMethod,
       "google.longrunning.Operations/GetOperation"},
      {"/session", Place::kSession, "/session"},
      {"/session/", Place::kSession, "/session"},
      {"/session/link", Place::kSessionLink, "/session/link"},
      {"/session/oidc/callback?code=x", Place::kOidcCallback, "/session/oidc/callback"},
      {"/files?filename=a.csv", Place::kUpload, "/files"},
      {"/files/abc", Place::kDownload, "files/abc"},
      {"/calendars/pln_f1.ics", Place::kCalendar, "pln_f1"},
      {"/calendars/pln_f1", Place::kApplication, "/calendars/pln_f1"},
      {"/metrics", Place::kMetrics, "/metrics"},
      {"/", Place::kApplication, "/"},
      {"/events/tibo-2023", Place::kApplication, "/events/tibo-2023"},
      {"/assets/index-abc.js", Place::kApplication, "/assets/index-abc.js"},
      {"//assets///x.js", Place::kApplication, "/assets/x.js"},
      {"/%D1%8F", Place::kApplication, "/я"},
      {"/index.html/x", Place::kApplication, "/index.html/x"},
  };
  for (const RouteCase& row : cases) {
    const auto route = RouteOf(row.target);
    ASSERT_TRUE(route.has_value()) << row.target;
    EXPECT_EQ(route->place, row.place) << row.target;
    EXPECT_EQ(route->subject, row.subject) << row.target;
  }
  EXPECT_EQ(RouteOf("/files?filename=a")->query, "filename=a");
}

TEST(RouteRules, NothingLeadsUpwardsOrToWhatIsHidden) {
  for (const char* target :
       {"/../etc/passwd", "/assets/../../x", "/%2e%2e/x", "/%2E%2E%2Fx", "/.git/config", "/a/.env",
        "/a%00b", "/a%5C..%5Cb", "*", "/%", "/%zz"}) {
    EXPECT_FALSE(RouteOf(target).has_value()) << target;
  }
}

}  // namespace
}  // namespace plenary::gateway
