// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace inland::cli {

/// A file that is gone with its owner: libcurl takes a certificate authority as a file.
class CertificateFile {
  public:
    explicit CertificateFile(const std::string& pem);
    CertificateFile(const CertificateFile&) = delete;
    CertificateFile& operator=(const CertificateFile&) = delete;
    ~CertificateFile();
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace inland::cli
