-- Drives Neovim 0.7 or newer: opens $STORY with the server $SERVER, fixes, saves, tells $RESULT what it saw.
local said = {}

local function finish()
  local file = io.open(vim.env.RESULT, "w")
  file:write(vim.fn.json_encode(said))
  file:close()
  vim.cmd("qall!")
end

local function go()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.STORY))
  local command = vim.fn.json_decode(vim.env.SERVER)
  local options = { name = "storyai", cmd = command, root_dir = vim.fn.getcwd() }
  local id
  if vim.lsp.start then
    id = vim.lsp.start(options)
  else
    id = vim.lsp.start_client(options)
    vim.lsp.buf_attach_client(0, id)
  end
  local client = vim.lsp.get_client_by_id(id)

  local function codes()
    return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(0))
  end
  local function find(code)
    for _, d in ipairs(vim.diagnostic.get(0)) do
      if d.code == code then return d end
    end
  end
  local function ask(method, params)
    local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
    local answer = answers and answers[id]
    assert(answer and not answer.err, method .. ": " .. vim.inspect(answers))
    return answer.result
  end

  assert(vim.wait(40000, function() return #vim.diagnostic.get(0) > 0 end, 20), "no diagnostics")
  said.codes = codes()
  local vague = assert(find("AC201"), "no AC201")
  said.marked = vim.api.nvim_buf_get_text(0, vague.lnum, vague.col, vague.end_lnum, vague.end_col, {})[1]

  -- As the editor asks at the cursor, in whatever unit the two have agreed on.
  vim.api.nvim_win_set_cursor(0, { vague.lnum + 1, vague.col })
  local hover = ask("textDocument/hover", vim.lsp.util.make_position_params(0, client.offset_encoding))
  said.hover = hover.contents.value

  local line = vim.fn.search("not less than", "w")
  vim.api.nvim_win_set_cursor(0, { line, vim.fn.getline(line):find("not less than") - 1 })
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, line - 1) }
  local preferred
  for _, action in ipairs(ask("textDocument/codeAction", params)) do
    if action.isPreferred then preferred = action end
  end
  assert(preferred, "no preferred fix")
  said.fixed = preferred.diagnostics[1].code
  vim.lsp.util.apply_workspace_edit(preferred.edit, client.offset_encoding)
  assert(vim.wait(20000, function() return not find(said.fixed) end, 20), "the finding stays")
  said.codes_after = codes()
  vim.cmd("write")
  client.stop()
  said.stopped = vim.wait(20000, function() return client.is_stopped() end, 20)
end

local ok, fault = pcall(go)
if not ok then said.fault = tostring(fault) end
finish()
