;;; -*- lexical-binding: t -*-
;; Drives Emacs with eglot: opens $STORY with the server $SERVER, fixes, saves, tells $RESULT what it saw.
(package-initialize)
(require 'eglot)
(require 'json)
(setq eglot-sync-connect 30 eglot-autoshutdown t eglot-connect-timeout 60 eglot-confirm-server-initiated-edits nil)
(setq inhibit-message t make-backup-files nil create-lockfiles nil)

(defvar said nil)
(defun tell (key value) (push (cons key value) said))

(defun wait-for (true what)
  (let ((rounds 0))
    (while (and (< rounds 600) (not (funcall true)))
      (accept-process-output nil 0.05)
      (when (= 0 (mod rounds 10)) (flymake-start))
      (setq rounds (1+ rounds)))
    (unless (funcall true) (error "waited in vain for %s" what))))

(defun diagnostic (words)
  (seq-find (lambda (d) (string-match-p (regexp-quote words) (flymake-diagnostic-text d))) (flymake-diagnostics)))

(defun ask (method params) (jsonrpc-request (eglot-current-server) method params :timeout 30))

(condition-case fault
    (progn
      (set-language-environment "UTF-8")
      (find-file (getenv "STORY"))
      (text-mode)
      (add-to-list 'eglot-server-programs
                   (cons 'text-mode (append (json-read-from-string (getenv "SERVER")) nil)))
      (call-interactively 'eglot)
      (wait-for (lambda () (diagnostic "AC201")) "AC201")
      (let ((vague (diagnostic "AC201")))
        (goto-char (flymake-diagnostic-beg vague))
        (tell "marked" (buffer-substring-no-properties (flymake-diagnostic-beg vague) (flymake-diagnostic-end vague))))
      (tell "hover" (plist-get (plist-get (ask :textDocument/hover (eglot--TextDocumentPositionParams)) :contents) :value))
      (tell "symbols" (vconcat (mapcar (lambda (s) (plist-get s :name))
                                       (ask :textDocument/documentSymbol
                                            (list :textDocument (eglot--TextDocumentIdentifier))))))
      (goto-char (point-min))
      (search-forward "not less")
      (let* ((here (eglot--pos-to-lsp-position))
             (actions (ask :textDocument/codeAction
                           (list :textDocument (eglot--TextDocumentIdentifier)
                                 :range (list :start here :end here)
                                 :context (list :diagnostics []))))
             (fix (seq-find (lambda (a) (eq t (plist-get a :isPreferred))) actions)))
        (unless fix (error "no preferred fix in %S" actions))
        (eglot--apply-workspace-edit (plist-get fix :edit)))
      (save-buffer)
      (eglot-shutdown (eglot-current-server)))
  (error (tell "fault" (format "%S" fault))))
(with-temp-file (getenv "RESULT")
  (set-buffer-file-coding-system 'utf-8)
  (insert (json-encode said)))
(kill-emacs 0)
