// Calls of IndicatorService in the world of a forum, as the server makes them.
//
//   class FiguresTest : public testing::IndicatorTest {};
//   PLENARY_ON_EVERY_ENGINE(FiguresTest);
//
//   TEST_P(FiguresTest, AFigureIsRevised) {
//     const std::string figure = Value(calls_.Add("value: '1'")).name();
//     EXPECT_THAT(calls_.Revise(figure, "value: '2' status: FINAL"), IsOk());
//   }
#ifndef PLENARY_TESTS_TESTING_INDICATORS_H_
#define PLENARY_TESTS_TESTING_INDICATORS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "plenary/v1/indicators.pb.h"
#include "services/indicators/service.h"
#include "services/storage/handle.h"
#include "tests/testing/forum_suite.h"
#include "tests/testing/protos.h"

namespace plenary::testing {

// Safe from several threads once it is made.
class IndicatorCalls {
 public:
  using Service = indicators::IndicatorService;

  // `forum` outlives it.
  explicit IndicatorCalls(Forum& forum) : forum_(forum), service_(forum.sealer()) {}

  template <class Request, class Response>
  absl::StatusOr<Response> Do(absl::StatusOr<Response> (Service::*method)(storage::Change&,
                                                                          const Request&) const,
                              const std::string& request) {
    return Make(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Service::*method)(storage::Tx&,
                                                                           const storage::Call&,
                                                                           const Request&) const,
                               const std::string& request) {
    return Ask(method, Parse<Request>(request));
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (Service::*method)(storage::Tx&,
                                                                           const storage::Call&,
                                                                           const Request&) const,
                               const Request& request) {
    return storage::ReadAndWait(forum_.store(), CallOf<Request>(), service_, method, request);
  }

  // `rest` is the text of further fields: of the resource that is made, of the verb.

  // "indicators/ID", in USD million with two decimals.
  absl::StatusOr<v1::Indicator> CreateIndicator(const std::string& id,
                                                const std::string& rest = "") {
    v1::CreateIndicatorRequest request;
    request.set_indicator_id(id);
    *request.mutable_indicator() = Parse<v1::Indicator>(
        absl::StrCat("unit: 'USD million' decimals: 2 display_names { language: 'en' text: '", id,
                     "' }"),
        rest);
    return Make(&Service::CreateIndicator, request);
  }
  // A figure of 2023 by Belstat, preliminary, unless `rest` says otherwise.
  absl::StatusOr<v1::Figure> Add(const std::string& rest,
                                 const std::string& parent = "indicators/ict") {
    v1::CreateFigureRequest request;
    request.set_parent(parent);
    *request.mutable_figure() = Parse<v1::Figure>(
        "period { kind: YEAR year: 2023 } kind: ACTUAL source: 'Belstat' status: PRELIMINARY",
        rest);
    return Make(&Service::CreateFigure, request);
  }
  absl::StatusOr<v1::Figure> Revise(const std::string& name, const std::string& rest) {
    return Do(&Service::ReviseFigure, absl::StrCat("name: '", name, "' ", rest));
  }
  // "results/ID", a contract of 24 August 2023 unless `rest` says otherwise.
  absl::StatusOr<v1::Result> CreateResult(const std::string& id, const std::string& rest = "") {
    v1::CreateResultRequest request;
    request.set_result_id(id);
    *request.mutable_result() = Parse<v1::Result>(
        absl::StrCat("kind: CONTRACT date: '2023-08-24' titles { language: 'en' text: '", id,
                     "' }"),
        rest);
    return Make(&Service::CreateResult, request);
  }

  v1::Figure GetFigure(const std::string& name) {
    return Value(Ask(&Service::GetFigure, absl::StrCat("name: '", name, "'")));
  }
  // The figures that a list tells, page by page.
  std::vector<v1::Figure> Figures(const std::string& rest = "",
                                  const std::string& parent = "indicators/ict") {
    auto request = Parse<v1::ListFiguresRequest>(absl::StrCat("parent: '", parent, "' ", rest));
    if (request.page_size() == 0) request.set_page_size(2);
    std::vector<v1::Figure> figures;
    do {
      const auto page = Value(Ask(&Service::ListFigures, request));
      figures.insert(figures.end(), page.figures().begin(), page.figures().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return figures;
  }
  // "RU 120.5" of each of them.
  std::vector<std::string> Values(const std::string& rest = "",
                                  const std::string& parent = "indicators/ict") {
    std::vector<std::string> values;
    for (const v1::Figure& figure : Figures(rest, parent)) {
      values.push_back(absl::StrCat(figure.country(), " ", figure.value()));
    }
    return values;
  }
  // The names of results that a list tells, page by page.
  std::vector<std::string> Results(const std::string& rest = "") {
    auto request = Parse<v1::ListResultsRequest>(absl::StrCat("page_size: 2 ", rest));
    std::vector<std::string> names;
    do {
      const auto page = Value(Ask(&Service::ListResults, request));
      for (const v1::Result& each : page.results()) names.push_back(each.name());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

 private:
  template <class Request, class Response>
  absl::StatusOr<Response> Make(absl::StatusOr<Response> (Service::*method)(storage::Change&,
                                                                            const Request&) const,
                                const Request& request) {
    // So that what is made later is listed later.
    forum_.clock().Advance(absl::Milliseconds(1));
    return storage::ChangeAndWait(forum_.store(), forum_.random(), CallOf<Request>(), service_,
                                  method, request);
  }
  template <class Request>
  static storage::Call CallOf() {
    const google::protobuf::Descriptor& type = *Request::descriptor();
    return {"local",
            absl::StrCat(type.file()->service(0)->full_name(), "/",
                         absl::StripSuffix(type.name(), "Request")),
            "", nullptr};
  }

  Forum& forum_;
  const Service service_;
};

// A forum with the indicator "indicators/ict".
class IndicatorTest : public ForumTest {
 protected:
  void SetUp() override { Value(calls_.CreateIndicator("ict")); }

  IndicatorCalls calls_{forum_};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_INDICATORS_H_
