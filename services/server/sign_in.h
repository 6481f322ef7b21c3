// Signing in and out, and passwords: the methods of AccessService that wait for a hash, or must
// know with what a call was made.
#ifndef PLENARY_SERVICES_SERVER_SIGN_IN_H_
#define PLENARY_SERVICES_SERVER_SIGN_IN_H_

#include <atomic>
#include <cstdint>

#include "services/access/service.h"
#include "services/base/clock.h"
#include "services/base/ids.h"
#include "services/server/bindings.h"
#include "services/server/password_pool.h"
#include "services/server/sign_in_attempts.h"
#include "services/storage/handle.h"
#include "services/storage/store.h"

namespace plenary::server {

// Each method is a DirectHandler and does what its comment in plenary/v1/access.proto promises. A
// try that has to wait costs neither a hash nor a query. Safe from several threads.
class SignIn {
 public:
  // All arguments outlive it.
  SignIn(storage::Store& store, const base::Clock& clock, base::Random& random,
         const access::AccessService& service)
      : store_(store), clock_(clock), random_(random), service_(service) {}

  // RESOURCE_EXHAUSTED: SERVER_BUSY, too, where many sign in at once.
  void Login(storage::Exchange exchange, const Visit& visit, storage::Done done);
  void Logout(storage::Exchange exchange, const Visit& visit, storage::Done done);
  void WhoAmI(storage::Exchange exchange, const Visit& visit, storage::Done done);
  // Whoever sets the own password gives the old one; only an administrator sets one where there was
  // none. RESOURCE_EXHAUSTED: TOO_MANY_ATTEMPTS, SERVER_BUSY.
  void SetPassword(storage::Exchange exchange, const Visit& visit, storage::Done done);

  // Wrong passwords, and tries that were refused unseen.
  int64_t failures() const { return failures_; }
  int64_t lockouts() const { return attempts_.lockouts(); }

 private:
  class LoginUnderWay;
  class PasswordUnderWay;

  storage::Store& store_;
  const base::Clock& clock_;
  base::Random& random_;
  const access::AccessService& service_;
  SignInAttempts attempts_;
  std::atomic<int64_t> failures_ = 0;
  // Last, so that its work is done before what it uses goes.
  PasswordPool pool_;
};

// The methods of AccessService but WhoCanSee. Both outlive the bindings.
void Bind(const access::AccessService& service, SignIn& sign_in, Bindings& bindings);

}  // namespace plenary::server

#endif  // PLENARY_SERVICES_SERVER_SIGN_IN_H_
