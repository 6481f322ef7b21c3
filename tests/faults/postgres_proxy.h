// A man in the middle of a session with PostgreSQL, who can cut it at the worst moment.
#ifndef PLENARY_TESTS_FAULTS_POSTGRES_PROXY_H_
#define PLENARY_TESTS_FAULTS_POSTGRES_PROXY_H_

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace plenary::testing {

// Passes sessions on from a unix socket of its own to the server's. Recognises the first COMMIT of
// a session, in which its text is sent.
class PostgresProxy {
 public:
  // What befalls the next COMMIT.
  enum class Fault {
    kNone,
    kLoseCommit,  // it never reaches the server
    kLoseAnswer,  // the server commits, the client never hears
    kHoldCommit,  // the client is cut off; the server gets it when Deliver is called
  };

  // Both folders hold the sockets; `folder` is the proxy's and must exist.
  PostgresProxy(std::string folder, std::string server_folder);
  ~PostgresProxy();
  PostgresProxy(const PostgresProxy&) = delete;
  PostgresProxy& operator=(const PostgresProxy&) = delete;

  // Arms a fault for one COMMIT.
  void Arm(Fault fault);
  // Waits until the fault has struck.
  void AwaitFault();
  // Hands the held COMMIT to the server.
  void Deliver();
  // From the fault on takes no new sessions.
  void RefuseAfterFault();

 private:
  void Accept();
  void Pass(int client, int server);
  // True where the session ends here.
  bool Strike(int client, int server, const std::string& chunk);

  const std::string server_folder_;
  int listener_;
  std::mutex mutex_;  // guards everything below
  std::condition_variable changed_;
  Fault fault_ = Fault::kNone;
  bool struck_ = false;
  bool deliver_ = false;
  bool refuses_ = false;
  bool closing_ = false;
  std::vector<int> sockets_;
  std::vector<std::thread> sessions_;
  std::thread acceptor_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_FAULTS_POSTGRES_PROXY_H_
