// SPDX-License-Identifier: Apache-2.0
#pragma once

// Part of server.cpp, the one translation unit that includes Asio and Beast.

#include "core/crypto.h"
#include "http/server.h"

#include <map>
#include <memory>

#include <boost/asio/ssl.hpp>

namespace inland::http::loop {

/// One OpenSSL context per certificate that is served; the server's thread only.
class TlsContexts {
  public:
    /// The identity's context; Internal when OpenSSL does not take its texts.
    Result<std::shared_ptr<boost::asio::ssl::context>> get(const TlsIdentity& identity) {
        const auto name = sha256(identity.certificate_chain + '\0' + identity.private_key);
        if (const auto found = contexts_.find(name); found != contexts_.end())
            return found->second;
        if (contexts_.size() >= most)
            contexts_.clear();
        return contexts_[name] = TRY(make(identity));
    }

  private:
    static constexpr std::size_t most = 256;

    static Result<std::shared_ptr<boost::asio::ssl::context>> make(const TlsIdentity& identity) {
        using boost::asio::ssl::context;
        auto made = std::make_shared<context>(context::tls_server);
        boost::system::error_code error;
        made->use_certificate_chain(boost::asio::buffer(identity.certificate_chain), error);
        if (!error)
            made->use_private_key(boost::asio::buffer(identity.private_key), context::pem, error);
        if (error || SSL_CTX_check_private_key(made->native_handle()) != 1)
            return failure(ErrorKind::Internal,
                           "the certificate and key to serve do not fit: " + error.message());
        SSL_CTX_set_min_proto_version(made->native_handle(), TLS1_2_VERSION);
        SSL_CTX_set_alpn_select_cb(made->native_handle(), &select_protocol, nullptr);
        return made;
    }

    /// HTTP/1.1 for those who offer it; others go on without the extension (RFC 7301).
    static int select_protocol(SSL*, const unsigned char** chosen, unsigned char* length,
                               const unsigned char* offered, unsigned int offered_length, void*) {
        static constexpr unsigned char http_1_1[] = "\x08http/1.1";
        unsigned char* selected = nullptr;
        if (SSL_select_next_proto(&selected, length, http_1_1, sizeof http_1_1 - 1, offered,
                                  offered_length) != OPENSSL_NPN_NEGOTIATED)
            return SSL_TLSEXT_ERR_NOACK;
        *chosen = selected;
        return SSL_TLSEXT_ERR_OK;
    }

    std::map<Sha256, std::shared_ptr<boost::asio::ssl::context>> contexts_;
};

}  // namespace inland::http::loop
