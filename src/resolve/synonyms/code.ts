/** Code and its way to users: repositories, reviews, pipelines, releases, sites. One group a line: `concept: English | español`. */
export const code = `
repository: repos, repositories | repos, repositorios
branch: branches | ramas
commit: commits, change log of code, git history, last changes, changesets, who pushed, changed in the code, code changes | cambios que subio, cambios que subieron, historial de git, ultimos commits, cambio en el codigo, ultimo push, ultimos cambios del codigo
pullrequest: prs, code review, review request, waiting for review | pull requests, pr abierto, revision de codigo, por revisar en el repo, esperando revision
issue: bugs, feature request, defect report | bugs, reporte de bug
pipeline2: pipelines, build pipeline, github actions, ci/cd, tests passed, tests pass, tests passing, went green, go green, is red, ci jobs, unit tests | pipelines, tests, pasaron los tests, pasan los tests, pruebas automaticas, corrida de ci, quedo en verde, en rojo, paso el ci
release: releases, tagged version, version tag, release notes, changelog, new release | releases, version nueva, notas de la version
collaborator: collaborators, push access | colaboradores
website: websites, sites, webpage, web pages, blog | sitios, paginas web, la web, webs, portal web, blog, paginita
deployment: deploys, deployments, releases to production, latest release, what is live, live version, published version, goes live, shipped, pushed live, pushed to production, put live | deploys, despliegues, se deployo, deployo, se desplego, subido a produccion, subio a produccion, se subio a produccion, lo que esta publicado, version publicada, en vivo, a prod, en prod
build: builds, building, fresh build, clean build | builds, compilaciones
function: functions, edge functions, cloud functions | funciones, funciones edge
artifact: artifacts | artefactos
package: packages, npm package, dependency, dependencies | paquetes, dependencia, dependencias
runner: runners | runners
snippet: script tag, tracking code | codigo de seguimiento
`;
