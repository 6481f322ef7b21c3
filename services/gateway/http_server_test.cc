#include "services/gateway/http_server.h"

#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/http.h"

namespace plenary::gateway {
namespace {

using plenary::testing::Fetch;
using plenary::testing::HttpAnswer;
using plenary::testing::HttpConnection;
using plenary::testing::HttpRequest;
using ::testing::HasSubstr;

HttpSettings Impatient() {
  HttpSettings settings;
  settings.host = "127.0.0.1";
  settings.head_deadline = absl::Milliseconds(200);
  settings.idle = absl::Milliseconds(200);
  settings.silence = absl::Milliseconds(200);
  return settings;
}

std::unique_ptr<HttpServer> Listening(HttpSettings settings, HttpServer::Handler handler) {
  auto server = HttpServer::Listen(std::move(settings));
  if (!server.ok()) throw std::runtime_error(server.status().ToString());
  (*server)->Serve(std::move(handler));
  return *std::move(server);
}

// Answers with the body that came.
void Echo(const ExchangePtr& exchange) {
  ReadBody(exchange, 1 << 20, [exchange](absl::StatusOr<std::string> body) {
    exchange->Send({body.ok() ? 200 : 400, {}, body.ok() ? *body : body.status().ToString()});
  });
}

TEST(HttpServer, ABodyComesBackHoweverItIsCut) {
  const auto server = Listening(Impatient(), Echo);
  const std::string body(100'000, 'x');
  EXPECT_EQ(Fetch(server->port(), {"POST", "/", {}, body}).body, body);
  HttpConnection connection(server->port());
  connection.Send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (const char* piece : {"3", "\r", "\nab", "c\r\n2\r\nde", "\r\n0\r\n", "\r\n"}) {
    connection.Send(piece);
  }
  EXPECT_EQ(connection.Receive().body, "abcde");
}

TEST(HttpServer, AHeadThatDoesNotComeIsNotWaitedFor) {
  const auto server = Listening(Impatient(), Echo);
  HttpConnection silent(server->port());
  EXPECT_TRUE(silent.IsEnded());
  HttpConnection slow(server->port());
  slow.Send("GET / HTTP/1.1\r\nHost: loc");
  EXPECT_EQ(slow.Receive().status, 408);
  EXPECT_TRUE(slow.IsEnded());
  EXPECT_EQ(server->stats().timeouts, 2);
}

TEST(HttpServer, AConnectionThatIsKeptForNothingEnds) {
  const auto server = Listening(Impatient(), Echo);
  HttpConnection connection(server->port());
  connection.Send(HttpRequest().Text());
  EXPECT_EQ(connection.Receive().status, 200);
  EXPECT_TRUE(connection.IsEnded());
  EXPECT_EQ(server->stats().timeouts, 0);
}

TEST(HttpServer, ABodyThatFallsSilentIsGivenUp) {
  const auto server = Listening(Impatient(), Echo);
  HttpConnection connection(server->port());
  connection.Send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
  const HttpAnswer answer = connection.Receive();
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("too slowly"));
  EXPECT_TRUE(connection.IsEnded());
}

TEST(HttpServer, WhoTakesNothingIsCutOff) {
  const auto server = Listening(Impatient(), [](const ExchangePtr& exchange) {
    exchange->Send({200, {}, std::string(64 << 20, 'x')});
  });
  HttpConnection connection(server->port());
  connection.Send(HttpRequest().Text());
  const absl::Time until = absl::Now() + absl::Seconds(20);
  while (server->stats().timeouts == 0 && absl::Now() < until) {
  }
  EXPECT_EQ(server->stats().timeouts, 1);
  EXPECT_TRUE(connection.Receive().is_cut);
}

TEST(HttpServer, AnAnswerInPiecesWaitsForEachToLeave) {
  std::promise<void> end;
  const auto server = Listening(Impatient(), [&](const ExchangePtr& exchange) {
    exchange->Begin({200, {}, absl::nullopt});
    exchange->Write("one", [exchange, &end] {
      exchange->Write("two", [exchange, &end] {
        exchange->End();
        end.set_value();
      });
    });
  });
  EXPECT_EQ(Fetch(server->port(), {}).body, "onetwo");
  end.get_future().wait();
}

TEST(HttpServer, AnAnswerThatIsBrokenOffIsNotTakenForTheWhole) {
  const auto server = Listening(Impatient(), [](const ExchangePtr& exchange) {
    exchange->Begin({200, {}, absl::nullopt});
    exchange->Write("half", [exchange] { exchange->Break(); });
  });
  EXPECT_TRUE(Fetch(server->port(), {}).is_cut);
  // The same where the handler forgets it.
  const auto forgetful = Listening(Impatient(), [](const ExchangePtr&) {});
  EXPECT_EQ(Fetch(forgetful->port(), {}).status, 0);
}

TEST(HttpServer, AHandlerHearsThatItsClientHasGone) {
  std::promise<void> asked;
  std::promise<void> gone;
  std::mutex mutex;
  ExchangePtr kept;
  const auto server = Listening(Impatient(), [&](const ExchangePtr& exchange) {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      kept = exchange;
    }
    exchange->WhenGone([&] { gone.set_value(); });
    asked.set_value();
  });
  {
    HttpConnection connection(server->port());
    connection.Send(HttpRequest().Text());
    asked.get_future().wait();
  }
  gone.get_future().wait();
  const std::lock_guard<std::mutex> lock(mutex);
  kept.reset();
}

TEST(HttpServer, AnOldClientGetsAnAnswerThatEndsWithItsConnection) {
  const auto server = Listening(Impatient(), [](const ExchangePtr& exchange) {
    exchange->Begin({200, {}, absl::nullopt});
    exchange->Write("whole", [exchange] { exchange->End(); });
  });
  HttpConnection connection(server->port());
  connection.Send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(connection.Receive().body, "whole");
}

TEST(HttpServer, APortIsTakenOnce) {
  const auto server = Listening(Impatient(), Echo);
  HttpSettings same = Impatient();
  same.port = server->port();
  EXPECT_TRUE(absl::IsAlreadyExists(HttpServer::Listen(same).status()));
  HttpSettings nowhere = Impatient();
  nowhere.host = "somewhere";
  EXPECT_TRUE(absl::IsInvalidArgument(HttpServer::Listen(nowhere).status()));
}

TEST(HttpServer, StoppingLetsAnswersLeave) {
  std::promise<ExchangePtr> asked;
  auto server =
      Listening(Impatient(), [&](const ExchangePtr& exchange) { asked.set_value(exchange); });
  HttpConnection connection(server->port());
  connection.Send(HttpRequest().Text());
  ExchangePtr exchange = asked.get_future().get();
  server->Drain();
  exchange->Send({200, {}, "still"});
  exchange.reset();
  server->Stop(absl::Seconds(20));
  EXPECT_EQ(connection.Receive().body, "still");
  EXPECT_TRUE(connection.IsEnded());
}

}  // namespace
}  // namespace plenary::gateway
